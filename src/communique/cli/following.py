"""``communique follow``: what is new in feeds, once or every few minutes."""

from __future__ import annotations

import datetime as dt
import time

import click

from communique.cli.failures import SomeFailed
from communique.cli.options import db_option, json_option, open_store
from communique.cli.reading import keep_batch

MINUTE = 60.0


@click.command()
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@db_option
@click.option("--pages", is_flag=True, help="Read the page of each entry instead of what the feed says of it. Needs communique[html].")
@click.option("--every", type=click.IntRange(min=1), metavar="MINUTES", help="Go on, and look again after so many minutes.")
@click.option("--allow-private", is_flag=True, help="Fetch addresses of this machine and of private networks too.")
@json_option
def follow(feeds: tuple[str, ...], address: str | None, pages: bool, every: int | None, allow_private: bool, as_json: bool) -> None:
    """Read what is new in feeds (RSS or Atom) into the record. Needs communique[feeds].

    What was read before is known by its words and not read again. Private and local addresses are refused, whether a feed is there
    or leads there.

    \b
    Examples:
      communique follow https://www.example.org/press.rss
      communique follow --pages --every 30 https://www.example.org/press.rss https://wire.example.org/atom
    """
    while True:
        try:
            _round(feeds, address, pages=pages, private=allow_private, as_json=as_json)
        except SomeFailed as failure:
            if every is None:
                raise
            failure.show()
        if every is None:
            return
        time.sleep(every * MINUTE)


def _round(feeds: tuple[str, ...], address: str | None, *, pages: bool, private: bool, as_json: bool) -> None:
    from communique.wire.fetching import read_feeds

    store = open_store(address, writing=True, create=True)
    assert store is not None
    with store:
        known = frozenset(document.id for document in store.documents()) if pages else frozenset()
        batch = read_feeds(feeds, now=dt.datetime.now(dt.UTC), pages=pages, known=known, private=private)
        keep_batch(store, batch, as_json=as_json)
