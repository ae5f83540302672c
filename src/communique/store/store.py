"""The store: documents, what was read in them, and what people decided.

A document's claims and the mark that it was read are one transaction: a full disk or a pulled plug leaves whole documents behind,
never half of one. The same words are never read twice; the same id with other words is a later version of the report.

    Read on Monday: "Miller said Blinken will travel to Munich"; read again on Tuesday: nothing changes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

import sqlalchemy as sa

from communique.model import Claim, Decision, Document, Problem, Version
from communique.store import claims as forms
from communique.store import rows, schema, search
from communique.store.opened import Opened
from communique.store.rows import News
from communique.store.schema import CLAIMS, DECISIONS, DOCUMENTS, PASSAGES, PROBLEMS, READINGS
from communique.store.search import Hit
from communique.store.trouble import StoreError, Trouble

AT_A_TIME = 1000  # rows held in memory while copying


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a store holds; ``claims`` by type, of current readings."""

    documents: int
    undated: int
    claims: dict[str, int]
    decisions: int


class Store(Opened):
    """Everything kept, behind one address."""

    # ------------------------------------------------------------ reading in

    def admit(self, document: Document) -> tuple[Document, News]:
        """How a document that has just come in stands to what is kept, and the form in which it would be kept.

        The same words are known under whatever name they come, unless they come with a day of publication that the store does not
        have yet. Other words under a known id are a later version: they get an id of their own and replace the earlier one.
        """
        columns = (DOCUMENTS.c.id, DOCUMENTS.c.published, DOCUMENTS.c.published_basis, DOCUMENTS.c.text_hash)
        alike = sa.or_(DOCUMENTS.c.text_hash == rows.text_hash(document), DOCUMENTS.c.came_as == document.id)
        with self._reading() as connection:
            held = connection.execute(sa.select(*columns, DOCUMENTS.c.came_as, DOCUMENTS.c.version).where(alike)).all()
        same_id = [row for row in held if row.came_as == document.id]
        for row in held:
            if row.text_hash == rows.text_hash(document) and rows.same_report(document, row):
                return rows.standing(document, row)
        if not same_id:
            return document, News.NEW
        version = Version.UPDATE if document.version is Version.FIRST else document.version
        latest = max(same_id, key=lambda row: (len(row.id), row.id))  # "#2" before "#10"
        later = f"{document.id}#{len(same_id) + 1}"
        return dataclasses.replace(document, id=later, version=version, replaces=latest.id), News.LATER

    def keep(
        self,
        document: Document,
        claims: tuple[Claim, ...],
        problems: tuple[Problem, ...] = (),
        *,
        reasons: tuple[str, ...] = (),
        slug: str | None = None,
        rules: str = "",
        at: dt.datetime | None = None,
    ) -> tuple[Problem, ...]:
        """Keep a document, its claims and the mark that it was read, together or not at all.

        Args:
            reasons: how its day of publication was found.
            slug: the key of its headline, by which later versions find it.
            rules: the version of the rules that found the claims.
            at: when it was read (UTC).

        Returns:
            A problem for each claim refused because its words do not stand in the document.
        """
        proven, refused = forms.proven(document, claims)
        with self._writing() as connection:
            rows.write_document(connection, document, reasons, slug)
            connection.execute(sa.update(READINGS).where(READINGS.c.document == document.id, rows.READ).values(current=False))
            stamp = at.isoformat() if at else ""
            reading = connection.execute(sa.insert(READINGS).values(document=document.id, rules=rules, at=stamp, current=True))
            key = reading.inserted_primary_key
            assert key is not None
            rows.write_claims(connection, key[0], proven, problems + refused)
            rows.write_passages(connection, document, proven)
        return refused

    # ------------------------------------------------------------ reading out

    def documents(self) -> tuple[Document, ...]:
        """Every document, in the order of publication; undated ones last."""
        order = (DOCUMENTS.c.published.is_(None), DOCUMENTS.c.published, DOCUMENTS.c.id)
        with self._reading() as connection:
            return tuple(rows.document_from(row) for row in connection.execute(sa.select(DOCUMENTS).order_by(*order)))

    def read_between(self, after: int, until: int) -> tuple[str, ...]:
        """The documents of which readings with these numbers were kept."""
        query = sa.select(READINGS.c.document).where(READINGS.c.id > after, READINGS.c.id <= until).distinct()
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(READINGS.c.document)).scalars())

    def some_documents(self, names: Collection[str]) -> tuple[Document, ...]:
        """Those documents that are kept of some."""
        found: list[Document] = []
        with self._reading() as connection:
            for some in _in_turn(names):
                query = sa.select(DOCUMENTS).where(DOCUMENTS.c.id.in_(some))
                found += [rows.document_from(row) for row in connection.execute(query)]
        return tuple(found)

    def some_dated(self, most: int) -> tuple[Document, ...]:
        """As many documents as that whose day came with them, taken by their words alone: the same ones in whatever order all came."""
        dated = DOCUMENTS.c.published.is_not(None) & (DOCUMENTS.c.published_basis != "inferred")
        query = sa.select(DOCUMENTS).where(dated).order_by(DOCUMENTS.c.text_hash, DOCUMENTS.c.id).limit(most)
        with self._reading() as connection:
            return tuple(rows.document_from(row) for row in connection.execute(query))

    def open_days(self) -> tuple[Document, ...]:
        """The documents whose day of publication did not come with them: undated, or dated by what is told."""
        unsaid = sa.or_(DOCUMENTS.c.published.is_(None), DOCUMENTS.c.published_basis == "inferred")
        with self._reading() as connection:
            return tuple(rows.document_from(row) for row in connection.execute(sa.select(DOCUMENTS).where(unsaid).order_by(DOCUMENTS.c.id)))

    def reasons(self, document: str) -> tuple[str, ...]:
        """How a document's day of publication was found."""
        with self._reading() as connection:
            found = connection.execute(sa.select(DOCUMENTS.c.reasons).where(DOCUMENTS.c.id == document)).scalar()
        return tuple(found or ())

    def latest_with(self, slug: str) -> str | None:
        """The id of the latest document whose headline has that key."""
        order = (DOCUMENTS.c.published.is_(None), DOCUMENTS.c.published.desc(), DOCUMENTS.c.id)
        with self._reading() as connection:
            found: str | None = connection.execute(sa.select(DOCUMENTS.c.id).where(DOCUMENTS.c.slug == slug).order_by(*order)).scalar()
        return found

    def claims(self) -> tuple[Claim, ...]:
        """The claims of each document's latest reading and what was proposed for it, in the order of documents and text."""
        query = (
            sa.select(CLAIMS.c.type, CLAIMS.c.body)
            .join(READINGS, READINGS.c.id == CLAIMS.c.reading)
            .where(READINGS.c.current)
            .order_by(READINGS.c.document, CLAIMS.c.position, READINGS.c.id)
        )
        with self._reading() as connection:
            return tuple(forms.claim_from(name, body) for name, body in connection.execute(query))

    def some_claims(
        self, *, ids: Collection[str] = (), documents: Collection[str] = (), kinds: Collection[type[Claim]] = ()
    ) -> tuple[Claim, ...]:
        """The claims with some ids, and those of some documents, as they were last read or proposed; all, or those of some kinds.

        They come in the order of documents and text, like all claims.
        """
        found: list[tuple[str, int, int, Claim]] = []
        columns = (READINGS.c.document, CLAIMS.c.position, READINGS.c.id, CLAIMS.c.type, CLAIMS.c.body)
        query = sa.select(*columns).join(READINGS, READINGS.c.id == CLAIMS.c.reading).where(READINGS.c.current)
        if kinds:
            query = query.where(CLAIMS.c.type.in_([forms.NAMES[kind] for kind in kinds]))
        with self._reading() as connection:
            for column, wanted in ((CLAIMS.c.id, ids), (READINGS.c.document, documents)):
                for some in _in_turn(wanted):
                    found += [
                        (*place, forms.claim_from(name, body)) for *place, name, body in connection.execute(query.where(column.in_(some)))
                    ]
        return tuple(claim for *_, claim in sorted(found, key=itemgetter(0, 1, 2)))

    def former(self) -> tuple[Claim, ...]:
        """The claims of earlier readings on which decisions were made and which the latest readings do not tell, as last read."""
        decided = {claim for decision in self.decisions() for claim in (*decision.claims, *(decision.value or "").split(","))}
        current = sa.select(CLAIMS.c.id).join(READINGS, READINGS.c.id == CLAIMS.c.reading).where(READINGS.c.current)
        with self._reading() as connection:
            told = set(connection.execute(current.where(CLAIMS.c.id.in_(decided))).scalars())
            query = sa.select(CLAIMS.c.id, CLAIMS.c.type, CLAIMS.c.body).where(CLAIMS.c.id.in_(decided - told))
            found = {row.id: forms.claim_from(row.type, row.body) for row in connection.execute(query.order_by(CLAIMS.c.reading))}
        return tuple(found.values())

    def propose(self, document: Document, claims: tuple[Claim, ...], proposer: str, at: dt.datetime) -> tuple[Claim, ...]:
        """Keep what somebody proposes for a document that is kept, beside what was read in it; gives what is new and proven."""
        proven, _ = forms.proven(document, claims)
        with self._writing() as connection:
            return rows.write_proposals(connection, document, proven, proposer, at)

    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or decided, of each document's latest reading."""
        query = (
            sa.select(READINGS.c.document, PROBLEMS.c.what, PROBLEMS.c.span)
            .join(READINGS, READINGS.c.id == PROBLEMS.c.reading)
            .where(READINGS.c.current)
            .order_by(PROBLEMS.c.id)
        )
        with self._reading() as connection:
            return tuple(Problem(document, what, forms.span_from(span)) for document, what, span in connection.execute(query))

    def size(self) -> int:
        """How many documents are kept."""
        with self._reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(DOCUMENTS)).scalar_one())

    def counts(self) -> Counts:
        """How much is kept of each kind; every claim is looked at."""
        number = sa.func.count()
        current = sa.select(CLAIMS.c.type, number).join(READINGS, READINGS.c.id == CLAIMS.c.reading).where(READINGS.c.current, rows.READ)
        with self._reading() as connection:
            documents = connection.execute(sa.select(number).select_from(DOCUMENTS)).scalar_one()
            undated = connection.execute(sa.select(number).select_from(DOCUMENTS).where(DOCUMENTS.c.published.is_(None))).scalar_one()
            decisions = connection.execute(sa.select(number).select_from(DECISIONS)).scalar_one()
            found = {row[0]: row[1] for row in connection.execute(current.group_by(CLAIMS.c.type))}
        return Counts(documents, undated, {name: found.get(name, 0) for name in forms.TYPES}, decisions)

    def mark(self) -> tuple[int, int]:
        """The number of the last reading and of the last decision: it changes with every report kept and everything decided."""
        latest = (sa.func.coalesce(sa.func.max(table.c.id), 0) for table in (READINGS, DECISIONS))
        with self._reading() as connection:
            readings, decisions = connection.execute(sa.select(*(sa.select(number).scalar_subquery() for number in latest))).one()
        return int(readings), int(decisions)

    def damage(self) -> str | None:
        """What a look through the whole store finds wrong with it; None when it is sound."""
        with self._reading() as connection:
            return self._dialect.damage(connection)

    def search(self, text: str, limit: int = 50) -> tuple[Hit, ...]:
        """Passages that hold the words: claims, then paragraphs, each best first and at most ``limit``. Any text is a valid query."""
        query = search.parse(text)
        if query is None:
            return ()
        found = self._dialect.search(query).bindparams(before=search.BEFORE, after=search.AFTER, limit=limit)
        excerpts: dict[int, str] = {}
        with self._reading() as connection:
            for told in (True, False):
                excerpts |= {row[0]: row[1] for row in connection.execute(found, {"told": told})}
            passages = {row.id: row for row in connection.execute(sa.select(PASSAGES).where(PASSAGES.c.id.in_(excerpts)))}
        return tuple(Hit(passages[i].document, passages[i].claim, passages[i].type, excerpt) for i, excerpt in excerpts.items())

    # ------------------------------------------------------------ everything, to another store

    def copy_to(self, other: Store) -> int:
        """Copy everything ever kept, earlier readings and every decision too, into a store that is still empty: all of it or nothing.

        Returns:
            how many documents were copied.

        Raises:
            StoreError: the other store holds something already, or one of the two cannot be read or written.
        """
        with self._reading() as source, other._writing() as target:
            if any(target.execute(sa.select(table).limit(1)).first() for table in (DOCUMENTS, DECISIONS)):
                raise StoreError(Trouble.FOREIGN, f"the store {other._where} is not empty; nothing was changed")
            for table in schema.KEPT:
                for some in source.execute(sa.select(table)).mappings().partitions(AT_A_TIME):
                    target.execute(sa.insert(table), [dict(row) for row in some])
            other._dialect.go_on_numbering(target, schema.KEPT)
            return target.execute(sa.select(sa.func.count()).select_from(DOCUMENTS)).scalar_one()

    # ------------------------------------------------------------ decisions

    def decide(self, decision: Decision) -> Decision:
        """Append a decision; it comes back with the id that the store gives it."""
        row = {"claims": list(decision.claims), "at": decision.at.isoformat(), "act": decision.act.value}
        row |= {name: getattr(decision, name) for name in ("field", "value", "undoes", "user", "why")}
        with self._writing() as connection:
            key = connection.execute(sa.insert(DECISIONS).values(**row)).inserted_primary_key
        assert key is not None
        return dataclasses.replace(decision, id=str(key[0]))

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision in the order in which they were taken."""
        with self._reading() as connection:
            return tuple(rows.decision_from(row) for row in connection.execute(sa.select(DECISIONS).order_by(DECISIONS.c.id)))


def _in_turn(names: Collection[str]) -> Iterator[Sequence[str]]:
    """Names, as many at a time as one question to a database may hold."""
    every = sorted(set(names))
    for begin in range(0, len(every), AT_A_TIME):
        yield every[begin : begin + AT_A_TIME]
