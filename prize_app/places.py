"""Where the project keeps what is not code."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
MIGRATIONS = ROOT / "migrations"
SHIPPED_PLAN = ROOT / "workflows" / "plans" / "anso-prize.toml"
