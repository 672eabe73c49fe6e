"""What a profile says of who it is: telephones, a category, a place; and where a site leads to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    there = {c["name"] for c in sa.inspect(op.get_bind()).get_columns("profile_snapshot")}
    for name in ("phones", "category", "place", "links"):
        if name not in there:
            op.add_column("profile_snapshot", sa.Column(name, sa.Text))
