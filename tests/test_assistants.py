"""The server for assistants, asked by the protocol's own client: tools only read, answers are words with addresses."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from communique.cli.assistants import served
from communique.model import Record
from communique.publish.assistants import server
from sample import HELD, MET, RECORD
from test_cli import Run, db, finders, reports, run

__all__ = ["db", "finders", "reports", "run"]


def ask(tool: str, **arguments: Any) -> Any:
    """The answer of a tool over the sample record; the words of a refusal where it refuses."""

    def records(as_of: object) -> Record:
        return RECORD

    async def asked() -> Any:
        async with Client(server(records, lambda words, limit, as_of: {"entries": [words, limit]}, "0")) as client:
            answer = await client.call_tool(tool, arguments)
            return answer.content[0].text if answer.is_error else answer.structured_content

    return asyncio.run(asked())


def test_tools_only_read_and_explain_themselves() -> None:
    async def listed() -> Any:
        async with Client(server(lambda _: RECORD, lambda *_: {}, "0")) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(listed())
    assert [tool.name for tool in tools] == ["engagements", "commitments", "channels", "statements", "entry", "search"]
    assert all(tool.annotations.read_only_hint and len(tool.description.split()) > 8 for tool in tools)


def test_an_answer_has_the_words_and_where_they_stand() -> None:
    answer = ask("engagements", between=["Japan", "KOR"], status="held")
    (meeting,) = answer["engagements"]
    proofs = {(proof["document"], proof["start"], proof["text"]) for proof in meeting["evidence"]}
    assert (HELD.id, HELD.text.index(MET), MET) in proofs


@pytest.mark.parametrize(
    ("tool", "arguments", "total"),
    [
        ("engagements", {}, 3),
        ("engagements", {"limit": 1}, 3),
        ("engagements", {"between": ["USA"]}, 0),
        ("engagements", {"since": "2023-05-01", "until": "2023-06-30"}, 2),
        ("commitments", {"status": "open"}, 1),
        ("commitments", {"status": "kept"}, 0),
        ("channels", {"between": ["Japan"]}, 1),
        ("statements", {"speaker": "kishida"}, 1),
        ("statements", {"speaker": "Wang"}, 0),
    ],
)
def test_questions_are_narrowed(tool: str, arguments: dict[str, Any], total: int) -> None:
    answer = ask(tool, **arguments)
    assert answer["total"] == total
    assert len(answer[tool]) == min(total, arguments.get("limit", 20))


def test_one_entry_and_a_report_without_its_text() -> None:
    assert ask("entry", id="E-tok")["kind"] == "meeting"
    report = ask("entry", id=HELD.id)
    assert (report["id"], "text" in report) == (HELD.id, False)


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("engagements", {"between": ["Chinna"]}, "did you mean China"),
        ("engagements", {"since": "yesterday"}, "is no day; write YYYY-MM-DD"),
        ("entry", {"id": "zzzz"}, "no entry has the id"),
    ],
)
def test_a_question_that_cannot_be_answered_is_told_why(tool: str, arguments: dict[str, Any], words: str) -> None:
    assert words in ask(tool, **arguments)


def test_searches_are_bounded() -> None:
    assert ask("search", words="shuttle", limit=5_000) == {"entries": ["shuttle", 100]}


def test_the_command_answers_over_standard_input_and_output(db: Path) -> None:
    # The client hands on little of the environment by itself.
    command = StdioServerParameters(command=sys.executable, args=["-m", "communique", "mcp", "--db", str(db)], env=dict(os.environ))

    async def asked() -> Any:
        async with Client(command) as client:
            return [await client.call_tool("search", {"words": "shuttle"}), await client.call_tool("engagements", {})]

    found, met = (answer.structured_content for answer in asyncio.run(asked()))
    assert "resume [shuttle] diplomacy" in found["paragraphs"][0]["text"]
    assert met["total"] == 1


# ---------------------------------------------------------------- writing, by option


def talk(db: Path, *calls: tuple[str, dict[str, Any]], user: str | None = "lee") -> list[Any]:
    """The answers of the server over a store to some calls, one after another; a refusal as its words."""

    async def asked() -> list[Any]:
        async with Client(served(str(db), user)) as client:
            answers = [await client.call_tool(tool, arguments) for tool, arguments in calls]
            return [a.content[0].text if a.is_error else a.structured_content for a in answers]

    return asyncio.run(asked())


def test_decisions_of_an_assistant_stand_in_the_log_and_can_be_taken_back(run: Run, db: Path) -> None:
    (listed,) = talk(db, ("engagements", {}))
    key = listed["engagements"][0]["id"]
    rejected, gone, undone = talk(
        db,
        ("reject", {"ids": [key], "reason": "another Kishida"}),
        ("engagements", {}),
        ("undo", {"reason": "it was right"}),
    )
    assert (rejected["decision"]["act"], rejected["decision"]["user"], rejected["entries"]) == ("reject", "lee (assistant)", [])
    assert gone["total"] == listed["total"] - 1
    assert [entry["id"] for entry in undone["entries"]] == [key]
    assert "lee (assistant)  took back decision 1 (it was right)" in run("review", "log", "--db", db)[1]


def test_an_assistant_edits_merges_and_splits_like_a_person(db: Path) -> None:
    (listed,) = talk(db, ("engagements", {}))
    key = listed["engagements"][0]["id"]
    edited, accepted = talk(
        db,
        ("edit", {"id": key, "field": "place", "value": "Hiroshima", "reason": "the readout says so"}),
        ("accept", {"ids": [key], "reason": "both readouts agree"}),
    )
    assert [entry["place"] for entry in edited["entries"]] == ["Hiroshima"]
    assert accepted["decision"]["act"] == "accept"


def test_what_an_assistant_may_not_do_is_told(run: Run, db: Path) -> None:
    (listed,) = talk(db, ("engagements", {}))
    key = listed["engagements"][0]["id"]
    assert run("review", "accept", key, "--by", "lee", "--db", db)[0] == 0
    answers = talk(
        db,
        ("undo", {"reason": "no"}),
        ("undo", {"reason": "no", "decision": "1"}),
        ("reject", {"ids": [key], "reason": " "}),
        ("reject", {"ids": ["zzzz"], "reason": "gone"}),
        ("edit", {"id": key, "field": "mood", "value": "good", "reason": "it was"}),
        ("merge", {"ids": [key], "reason": "one"}),
    )
    wanted = ["no decision of lee (assistant)", "has the number 1", "needs a reason", "no entry has the id", "mood", "at least two"]
    assert [words for words, answer in zip(wanted, answers, strict=True) if words not in answer] == []
    assert run("review", "log", "--db", db)[1].count("lee") == 1


@pytest.mark.parametrize("options", [[], ["--write", "--by", "kim"]], ids=["without the option", "with it"])
def test_the_command_writes_by_option_alone(run: Run, db: Path, options: list[str]) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "communique", "mcp", "--db", str(db), *options], env=dict(os.environ)
    )

    async def asked() -> tuple[list[str], Any]:
        async with Client(command) as client:
            met = await client.call_tool("engagements", {})
            key = met.structured_content["engagements"][0]["id"]
            names = [tool.name for tool in (await client.list_tools()).tools if not tool.annotations.read_only_hint]
            return names, await client.call_tool("reject", {"ids": [key], "reason": "another Kishida"})

    names, answer = asyncio.run(asked())
    log = run("review", "log", "--db", db)[1]
    if options:
        assert names == ["accept", "reject", "edit", "merge", "split", "undo"]
        assert "kim (assistant)  rejected" in log
    else:
        assert (names, answer.is_error) == ([], True)
        assert "Nobody has decided anything yet" in log


def test_a_store_that_is_not_there_is_told_at_once(run: Run, tmp_path: Path) -> None:
    code, _, err = run("mcp", "--db", tmp_path / "none.db")
    assert code == 2
    assert "there is no store" in err


def test_a_missing_package_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    code, _, err = run("mcp")
    assert code == 1
    assert "pip install 'communique[mcp]'" in err
