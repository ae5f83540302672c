"""Alerts, held against a web server and a mail server on this machine that also misbehave: each move is told once, or told again."""

from __future__ import annotations

import json
import re
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import icalendar
import pytest

from communique.cli import main
from communique.publish.alerts import read_alerts
from communique.run import delivering
from communique.store import Store
from communique.wire import connecting
from communique.wire.posting import post_json
from ledger_dispatches import read

STORY = """
== june 2023-06-19
planned visit | Olaf Scholz DEU, CHN | 2023-09-04..2023-09-05 | Beijing | "Scholz will be in Beijing on Sept. 4"
agreed commitment | USA, CHN > USA, CHN | made 2023-06-19 | due 2023-07-01..2023-09-30 | "reopen two consulates"
== august 2023-08-28
cut channel | military lines | CHN, USA | 2023-08-28 | "Beijing cut the military lines"
== september 2023-09-02
postponed visit | Olaf Scholz DEU, CHN | 2023-09-04..2023-09-05 | Beijing | "Scholz put off his visit to Beijing"
"""
RESTORED = """
== restored 2023-10-01
restored channel | military lines | CHN, USA | 2023-10-01 | "the lines work again"
"""
Run = Callable[..., tuple[int, str, str]]


class Hook:
    """A web server that takes JSON: what it answers, one status after another, and what it was sent."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.sent: list[dict[str, object]] = []
        self.slow = 0.0
        self.done = threading.Event()
        self.address = ""


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json"
            made.sent.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            made.done.wait(made.slow)
            status = made.statuses.pop(0) if made.statuses else 204
            if status == 0:
                self.close_connection = True
                return  # hangs up without a word
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", made.address + "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.address = f"http://127.0.0.1:{server.server_port}/desk"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.done.set()
        server.shutdown()
        thread.join()


class Post:
    """A mail server: the mails it took, and what it says in place of yes, by the verb that it answers."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.refusals: dict[str, str] = {}
        self.port = 0


@pytest.fixture
def post() -> Iterator[Post]:
    made = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 mail.example.org")
            while line := self.rfile.readline().strip().decode():
                verb = line.split(":")[0].split(" ")[0].upper()
                if verb in made.refusals:
                    self.say(made.refusals[verb])
                elif verb == "DATA":
                    self.say("354 go on")
                    made.mails.append(self.data())
                    self.say("250 taken")
                elif verb == "QUIT":
                    self.say("221 good-bye")
                    return
                else:
                    self.say("250 mail.example.org")

        def data(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

        def say(self, words: str) -> None:
            self.wfile.write(words.encode() + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    documents, claims = read(STORY)
    with Store(tmp_path / "record.db") as store:
        for document in documents:
            store.keep(document, tuple(c for c in claims if c.document == document.id))
    monkeypatch.setenv("COMMUNIQUE_DB", str(tmp_path / "record.db"))
    monkeypatch.setattr(delivering, "PAUSE", 0.0)

    def alert(filters: str, *arguments: str) -> tuple[int, str, str]:
        (tmp_path / "alerts.toml").write_text(filters, encoding="utf-8")
        code = main(["alert", str(tmp_path / "alerts.toml"), "--as-of", "2023-10-02", "--since", "2023-08-01", *arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return alert


def to(hook: Hook, more: str = "") -> str:
    return f'[alerts.desk]\nwebhook = "{hook.address}"\n{more}'


def statuses(hook: Hook) -> list[list[str]]:
    return [[move["status"] for move in sent["moves"]] for sent in hook.sent]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- what is told


def test_each_move_is_told_once_with_its_words(run: Run, hook: Hook, tmp_path: Path) -> None:
    assert run(to(hook), "--allow-private")[:2] == (0, "desk: 3 moves by webhook to 127.0.0.1\n")
    assert run(to(hook), "--allow-private")[:2] == (0, "desk: nothing new by webhook to 127.0.0.1\n")
    assert statuses(hook) == [["cut", "postponed", "overdue"]]
    cut, postponed, overdue = hook.sent[0]["moves"]  # type: ignore[misc]
    assert cut["evidence"]["text"] == "Beijing cut the military lines"  # type: ignore[index]
    assert postponed["headline"] == "postponed: Visit: Olaf Scholz, China, 4-5 Sep 2023"  # type: ignore[index]
    assert (overdue["evidence"], overdue["on"]) == (None, "2023-10-01")  # type: ignore[index]
    with Store(tmp_path / "record.db") as store:
        document, claims = read(
            '\n== restored 2023-10-01\nrestored channel | military lines | CHN, USA | 2023-10-01 | "the lines work again"\n'
        )
        store.keep(document[0], claims)
    run(to(hook), "--allow-private")
    assert statuses(hook)[1:] == [["restored"]]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('on = ["overdue"]', [["overdue"]]),
        ('between = ["Germany", "CHN"]', [["postponed"]]),
        ('between = ["USA"]\non = ["cut", "held"]', [["cut"]]),
        ('between = ["Kenya"]', []),
    ],
)
def test_a_filter_takes_what_it_says(run: Run, hook: Hook, more: str, told: list[list[str]]) -> None:
    run(to(hook, more), "--allow-private")
    assert statuses(hook) == told


def test_what_was_told_under_another_name_is_told_under_this_one(run: Run, hook: Hook) -> None:
    run(to(hook), "--allow-private")
    run(to(hook).replace("desk]", "night]"), "--allow-private")
    assert len(hook.sent) == 2


def test_a_mail_can_be_read_by_people_and_programs(run: Run, post: Post) -> None:
    server = f'[mail]\nfrom = "record@example.org"\nserver = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\n'
    filters = server + '[alerts.desk]\nmail = ["lee@example.org", "kim@example.org"]\non = ["postponed"]\n'
    assert run(filters)[:2] == (0, "desk: 1 move by mail to lee@example.org, kim@example.org\n")
    assert run(filters)[1] == "desk: nothing new by mail to lee@example.org, kim@example.org\n"
    mail = message_from_bytes(post.mails[0], policy=policy.default)
    assert mail["Subject"] == "desk: postponed: Visit: Olaf Scholz, China, 4-5 Sep 2023"
    assert (mail["To"], mail["Auto-Submitted"]) == ("lee@example.org, kim@example.org", "auto-generated")
    assert "“Scholz put off his visit to Beijing” [september]" in mail.get_content()
    assert len(post.mails) == 1


def test_mails_can_be_laid_into_a_folder(run: Run, tmp_path: Path) -> None:
    filters = '[mail]\nfrom = "a@example.org"\nfolder = "out"\n[alerts.desk]\nmail = ["b@example.org"]\n'
    assert run(filters)[0] == 0
    (mail,) = (message_from_bytes(file.read_bytes(), policy=policy.default) for file in (tmp_path / "out").glob("*.eml"))
    assert mail["Subject"] == "desk: 3 moves"


def test_files_for_feed_readers_and_calendars_are_written_anew(run: Run, tmp_path: Path) -> None:
    filters = '[alerts.desk]\nbetween = ["Germany"]\non = ["postponed"]\natom = "moves.atom"\nics = "agenda.ics"\n'
    written = "desk: moves.atom written\ndesk: agenda.ics written\n"
    assert run(filters)[:2] == run(filters)[:2] == (0, written)
    assert [entry.category for entry in feedparser.parse(tmp_path / "moves.atom").entries] == ["postponed"]
    events = icalendar.Calendar.from_ical((tmp_path / "agenda.ics").read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Visit: Olaf Scholz, China (postponed)"]


def test_what_would_be_sent_can_be_shown(run: Run, hook: Hook, tmp_path: Path) -> None:
    code, out, _ = run(to(hook, 'on = ["cut"]\natom = "moves.atom"'), "--show")
    assert (code, [move["status"] for move in json.loads(out)["moves"]]) == (0, ["cut"])
    assert (hook.sent, [file.name for file in tmp_path.iterdir() if file.suffix in (".atom", ".jsonl")]) == ([], [])


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("answers", "asked", "why"),
    [
        ([500, 503], 3, None),
        ([0, 429], 3, None),
        ([500, 500, 500], 3, "its server answers 500"),
        ([404], 1, "its server answers 404"),
        ([302], 1, "its server answers 302 and points elsewhere; that is not followed"),
    ],
)
def test_a_busy_server_is_asked_again_within_bounds(run: Run, hook: Hook, answers: list[int], asked: int, why: str | None) -> None:
    hook.statuses = answers
    code, _, err = run(to(hook, 'on = ["cut"]'), "--allow-private")
    assert (code, len(hook.sent)) == (3 if why else 0, asked)
    if why:
        assert f"desk: 1 move by webhook to 127.0.0.1 NOT sent: {why}" in err
        assert run(to(hook, 'on = ["cut"]'), "--allow-private")[1] == "desk: 1 move by webhook to 127.0.0.1\n"


def test_a_server_that_never_answers_is_left_in_time(hook: Hook) -> None:
    hook.slow = 60.0
    began = time.monotonic()
    answer = post_json(hook.address, {}, private=True, longest=0.1)
    assert "too slow" in getattr(answer, "what", "")
    assert time.monotonic() - began < hook.slow / 2  # however busy the machine


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "10.0.0.1", "169.254.169.254", "[::1]"])
def test_private_addresses_need_a_word(run: Run, hook: Hook, host: str) -> None:
    code, _, err = run(to(hook).replace("127.0.0.1", host))
    assert (code, hook.sent) == (3, [])
    assert "a private or local address" in err
    assert "--allow-private allows it" in err


def test_a_public_address_leads_nowhere_else(run: Run, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "public", lambda _: True)
    hook.statuses = [307]
    assert run(to(hook))[0] == 3
    assert len(hook.sent) == 1


@pytest.mark.parametrize(
    ("verb", "answer"),
    [("RCPT", "550 nobody of that name"), ("DATA", "451 try later"), ("MAIL", "garbage \x00"), ("EHLO", "421 closing")],
)
def test_a_mail_server_that_says_no_is_asked_at_the_next_run(run: Run, post: Post, verb: str, answer: str) -> None:
    server = f'[mail]\nfrom = "record@example.org"\nserver = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\n'
    filters = server + '[alerts.desk]\nmail = ["lee@example.org"]\non = ["cut"]\n'
    post.refusals = {verb: answer} | ({"HELO": answer} if verb == "EHLO" else {})
    code, _, err = run(filters)
    assert (code, post.mails) == (3, [])
    assert "desk: 1 move by mail to lee@example.org NOT sent: SMTP" in err
    post.refusals = {}
    assert run(filters)[0] == 0
    assert len(post.mails) == 1


def test_secrets_are_not_sent_to_a_server_without_encryption(run: Run, post: Post) -> None:
    server = f'[mail]\nfrom = "record@example.org"\nserver = "127.0.0.1"\nport = {post.port}\nuser = "desk"\n'
    code, _, err = run(server + '[alerts.desk]\nmail = ["lee@example.org"]\n')
    assert (code, post.mails) == (3, [])
    assert "STARTTLS" in err


def test_one_way_that_fails_leaves_the_other(run: Run, hook: Hook, tmp_path: Path) -> None:
    hook.statuses = [403]
    filters = to(hook, 'mail = ["b@example.org"]\non = ["cut"]\n[mail]\nfrom = "a@example.org"\nfolder = "out"\n')
    assert run(filters, "--allow-private")[0] == 3
    assert len(list((tmp_path / "out").glob("*.eml"))) == 1
    code, out, _ = run(filters, "--allow-private", "--json")
    assert (code, [(s["way"], s["moves"]) for s in json.loads(out)["sent"]]) == (0, [("webhook", 1), ("mail", 0)])


def test_a_file_that_cannot_be_written_leaves_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "moves.atom").mkdir()
    code, out, err = run('[alerts.desk]\natom = "moves.atom"\nics = "agenda.ics"\n')
    assert (code, out) == (3, "desk: agenda.ics written\n")
    assert "desk: moves.atom NOT written: Is a directory" in err


def test_a_memory_cut_short_loses_one_line_alone(run: Run, hook: Hook, tmp_path: Path) -> None:
    run(to(hook), "--allow-private")
    memory = tmp_path / "alerts.told.jsonl"
    memory.write_bytes(memory.read_bytes()[:-9])
    run(to(hook), "--allow-private")
    run(to(hook), "--allow-private")
    assert statuses(hook) == [["cut", "postponed", "overdue"], ["overdue"]]


WRONG = [
    ("", "it holds no alerts"),
    ("[alerts.desk]\n", "tells nobody"),
    ('[alerts.desk]\nwebook = "x"\n', "knows no 'webook'"),
    ('[alerts.desk]\nwebhook = "x"\non = ["postpond"]\n', "no status is called 'postpond'"),
    ('[alerts.desk]\nwebhook = "x"\nbetween = ["Chinna"]\n', "did you mean China"),
    ('[alerts.desk]\nmail = "lee@example.org"\n', "mail must be a list of words"),
    ('[alerts.desk]\nmail = ["lee@example.org\\nBcc: all@example.org"]\n', "in one line"),
    ('[alerts.desk]\nmail = ["lee@example.org"]\n', "there is no [mail]"),
    ('[mail]\nserver = "x"\n[alerts.desk]\natom = "x"\n', "[mail] needs from"),
    ('[mail]\nfrom = "x"\nserver = "x"\nsecurity = "some"\n[alerts.desk]\natom = "x"\n', "security is one of"),
    ('[mail]\nfrom = "x"\nserver = "x"\nuser = "x"\nsecurity = "none"\n[alerts.desk]\natom = "x"\n', "no password is sent without"),
    ("[alerts", "Expected"),
]


@pytest.mark.parametrize(("filters", "words"), WRONG, ids=[row[1] for row in WRONG])
def test_a_slip_in_the_filters_is_told(run: Run, filters: str, words: str) -> None:
    code, _, err = run(filters)
    assert code == 2
    assert words in err


def test_every_status_of_the_record_may_be_asked_for() -> None:
    alerts, _ = read_alerts(
        '[alerts.a]\natom = "x"\non = ["held", "lapsed", "cut", "restored", "overdue", "kept", "broken", "partly kept"]'
    )
    assert alerts[0].name == "a"


def test_the_filters_that_the_documents_show_can_be_read(root: Path) -> None:
    shown = re.findall(r"^```toml\n(.*?)^```", (root / "docs" / "exports.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    alerts, mail = read_alerts(shown[0])
    assert (alerts[0].between, alerts[0].on, mail["server"]) == (("USA", "CHN"), ("postponed", "overdue", "cut"), "smtp.example.org")
