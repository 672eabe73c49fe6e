"""What a profile for a place tells: opening hours, a category, how many reviews and their stars."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_COLUMNS = (
    ("has_hours", sa.Boolean),
    ("has_category", sa.Boolean),
    ("rating", sa.Float),
    ("reviews", sa.Integer),
)


def upgrade() -> None:
    there = {c["name"] for c in sa.inspect(op.get_bind()).get_columns("profile_snapshot")}
    for name, kind in _COLUMNS:
        if name not in there:
            op.add_column("profile_snapshot", sa.Column(name, kind))
