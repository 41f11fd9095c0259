"""A workflow as a picture that a committee can read, and as text for other tools."""

from workflows.drawing.mermaid import workflow_mermaid
from workflows.drawing.picture import workflow_svg

__all__ = ["workflow_mermaid", "workflow_svg"]
