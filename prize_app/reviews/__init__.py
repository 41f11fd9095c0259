"""Reviews: a reviewer's own queue, the dossier beside the rubric, stepping back."""
