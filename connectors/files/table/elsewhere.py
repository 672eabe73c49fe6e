"""Tables whose addresses lie elsewhere: a website's articles, and posts of another network."""

from __future__ import annotations

from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.model import AccountRef
from connectors.files.options import NotPosts
from connectors.files.table import post_urls
from connectors.files.table.cells import Columns
from connectors.files.table.columns import COUNTS
from connectors.files.table.layout import How
from connectors.files.table.table import Table
from connectors.files.words.synonyms import TITLE_WORDS, normalized

_MOST = 0.8
_OF_ARTICLES = frozenset({"comments", "views"})


def refuse_elsewhere(table: Table, account: AccountRef) -> None:
    """Refuses a table whose rows do not lie on the account's network.

    They do not if most addresses are those of posts elsewhere, or if they name other hosts only,
    no count is there that a website does not have too, and no more than a title.

    Raises:
        NotPosts: the rows are posts of another network, or pages of a website.
    """
    use = table.layout.use("url")
    if use is None or use.how is How.ASKED or table.layout.export is not None:
        return
    cells = Columns(table).text("url")
    urls = [] if cells is None else [cell for cell in cells.unique() if "/" in cell]
    if not urls or any(post_urls.is_own(url, account.platform) for url in urls):
        return
    words = {
        "file": table.source.label,
        "column": use.columns[0],
        "host": _host(urls[0]),
        "account": str(account),
    }
    elsewhere = [post_urls.is_post(url) or post_urls.on_another_network(url) for url in urls]
    if sum(elsewhere) >= _MOST * len(urls):
        raise NotPosts(
            msg(
                "{file}: the addresses in the column '{column}' are those of posts on {host}, not "
                "of {account}.",
                **words,
            ),
            msg(
                'Correct --account. If the posts only link there: --map "links={column}"',
                column=use.columns[0],
            ),
            msg("posts on {host}", host=_host(urls[0])),
        )
    if any(post_urls.network_of(url) for url in urls):
        return
    counts = {use.field for use in table.layout.uses} & set(COUNTS)
    if not counts or not counts <= _OF_ARTICLES or _has_texts(table):
        return
    raise NotPosts(
        msg(
            "{file}: the addresses in the column '{column}' are those of {host}, not of "
            "{account}: these are pages of a website.",
            **words,
        ),
        msg(
            "Import the list of the page's own posts. If these are posts that link there: --map "
            '"links={column}"',
            column=use.columns[0],
        ),
        msg("pages of a website, no posts"),
    )


def _has_texts(table: Table) -> bool:
    """Whether there is more than a title to each row: an article's text is on the website."""
    text = table.layout.use("text")
    return text is not None and any(
        normalized(column) not in TITLE_WORDS for column in text.columns
    )


def _host(url: str) -> str:
    try:
        return urlsplit(url if "://" in url else f"https://{url}").hostname or url
    except ValueError:
        return url
