"""The first tables. A new store is made with them at once; this is where later changes begin."""

from alembic import op

from auditor.store.schema import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
