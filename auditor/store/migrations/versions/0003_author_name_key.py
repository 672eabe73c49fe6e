"""A key of a commenter's handle beside that of the id: a team is listed by its handles."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("comment")}
    if "author_name_key" not in columns:
        op.add_column("comment", sa.Column("author_name_key", sa.String(64)))
