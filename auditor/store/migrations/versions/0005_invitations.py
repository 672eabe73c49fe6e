"""Whether a post invites an answer, and whether signs of its text were lost when it was saved."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("post")}
    for name in ("invites", "has_lost_signs"):
        if name not in columns:
            op.add_column("post", sa.Column(name, sa.Boolean))
