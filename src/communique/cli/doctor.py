"""``communique doctor``: is everything in its place, and if not, what to do about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from communique.cli.failures import NEEDS_MENDING, STORE_FAILED
from communique.cli.options import data_folder, db_option, default_store, json_option

if TYPE_CHECKING:
    from communique.store import Counts


@click.command()
@db_option
@json_option
def doctor(address: str | None, as_json: bool) -> None:
    """Check the installation, the language model, the tables and the store.

    Ends with 0 when all is well, 1 when something in the installation needs mending, 4 when the store does.
    """
    from communique.publish.parties import tables_loaded
    from communique.run.installation import model_state, versions

    model = model_state(data_folder())
    place = address or str(default_store())
    counts, trouble = _store(place)
    found: dict[str, dict[str, object]] = {
        "versions": dict(versions()),
        "model": {"sound": model.sound, "state": model.words},
        "tables": dict(tables_loaded()),
        "store": {"place": place, "trouble": trouble, **(_counted(counts) if counts else {})},
    }
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _say(found, model.sound)
    if trouble:
        raise click.exceptions.Exit(STORE_FAILED)
    if not model.sound:
        raise click.exceptions.Exit(NEEDS_MENDING)


def _store(place: str) -> tuple[Counts | None, str | None]:
    """How much the store holds, or what is wrong with it; neither when there is none yet."""
    from communique.store import Store, StoreError, Trouble

    try:
        with Store(place, create=False, reading_only=True) as store:
            return store.counts(), store.damage()
    except StoreError as error:
        return None, None if error.trouble is Trouble.MISSING else str(error)


def _counted(counts: Counts) -> dict[str, object]:
    return {"documents": counts.documents, "undated": counts.undated, "claims": counts.claims, "decisions": counts.decisions}


def _say(found: dict[str, dict[str, object]], sound: bool) -> None:
    click.echo("versions  " + ", ".join(f"{name} {number}" for name, number in found["versions"].items()))
    click.echo(f"model     {'' if sound else 'NOT SOUND: '}{found['model']['state']}")
    click.echo("tables    " + ", ".join(f"{count} {name}" for name, count in found["tables"].items()))
    store = found["store"]
    click.echo(f"store     {store['place']}")
    if store["trouble"]:
        click.echo(f"          NOT SOUND: {store['trouble']}")
    elif "documents" not in store:
        click.echo("          none yet; communique read FILE... makes it")
    else:
        claims = store["claims"]
        assert isinstance(claims, dict)
        click.echo(f"          {store['documents']} reports ({store['undated']} undated), {store['decisions']} decisions")
        click.echo("          claims: " + ", ".join(f"{count} {name}" for name, count in claims.items() if count))
