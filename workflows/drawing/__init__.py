"""A workflow as a picture that a committee can read, and as text for other tools."""

from workflows.drawing.dues import due_words
from workflows.drawing.mermaid import workflow_mermaid
from workflows.drawing.picture import workflow_svg
from workflows.drawing.way import Census, PublicView, Way, public_view, taken_from, way_in_words

__all__ = [
    "Census",
    "PublicView",
    "Way",
    "due_words",
    "public_view",
    "taken_from",
    "way_in_words",
    "workflow_mermaid",
    "workflow_svg",
]
