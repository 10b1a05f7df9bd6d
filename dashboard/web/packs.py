"""Board packs from the browser: asked for, made by a job of their own, watched, taken away. Anybody who may read may.

Nothing here writes to the register, and a request only ever starts what does not exist yet, so that reloading is safe.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from flask import Blueprint, Flask, Response, jsonify, redirect, request, send_from_directory
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from dashboard.answers.errors import NotFoundError
from dashboard.board import Board
from dashboard.pack import kept
from dashboard.pack.kept import Busy, State
from dashboard.register import RegisterError
from dashboard.store import DamagedSnapshotError, NoSnapshotError
from dashboard.web import jobs
from dashboard.web.bundle import fingerprinted
from dashboard.web.plain_page import plain_page
from dashboard.web.posts import Denied, denied, wants_json

KINDS = {
    "pptx": ("PowerPoint slides", "native charts and tables, to edit"),
    "pdf": ("PDF, A4", "tagged, to print or to read on screen"),
}
MIMETYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
}
PART = "Board pack"
WITHOUT_SCRIPT = Markup('<noscript><meta http-equiv="refresh" content="2"></noscript>\n')


def register(server: Flask, board: Board) -> None:
    """The addresses of packs."""
    warehouse = board.settings.warehouse
    packs = Blueprint("packs", __name__, url_prefix="/download/pack")

    @packs.get("/<plan>")
    def ask(plan: str) -> Response:
        try:
            day = date.fromisoformat(request.args.get("meeting", ""))
        except ValueError:
            return _no(plan, "Which meeting?", "Give the day of the meeting as 2026-05-14.", 400)
        try:
            asked = kept.wanted(board, plan, meeting=day, place=request.args.get("place") or None)
        except NotFoundError as error:
            return _no(plan, "There is no such pack", f"{error}.", 404)
        except (NoSnapshotError, DamagedSnapshotError, RegisterError) as error:
            return _no(plan, "No pack can be made", f"{error}.", 503)
        try:
            own = kept.begin(warehouse, asked)
            if own is not None:
                arguments = ["pack", plan, f"--meeting={day.isoformat()}", f"--place={asked.place}", "--into", asked.id]
                jobs.run(board.settings, arguments, log=own / jobs.LOG)
        except Busy:
            why = f"{kept.MOST_WAITING} packs are waiting to be made. Come back in a minute or two."
            return _no(plan, "Too many packs at once", why, 503)
        except OSError as error:
            why = f"The warehouse's folder cannot be written to ({error.strerror or error}). Tell whoever runs it."
            return _no(plan, "No pack can be made", why, 507)
        return redirect(f"/download/pack/{quote(plan)}/{asked.id}", code=303)  # type: ignore[return-value]

    @packs.get("/<plan>/<pack>")
    def watch(plan: str, pack: str) -> Response:
        state = _state(warehouse, plan, pack)
        if state is None:
            return _gone(plan)
        if wants_json():
            response = jsonify({"state": state.state, "step": state.step, "share": state.share})
        else:
            response = Response(_page(plan, pack, state), mimetype="text/html")
        response.cache_control.no_store = True
        response.vary.add("Accept")
        return response

    @packs.get("/<plan>/<pack>/<name>")
    def take(plan: str, pack: str, name: str) -> Response:
        state = _state(warehouse, plan, pack)
        if state is None or name not in state.files:
            return _gone(plan)
        kind = name.rpartition(".")[2]
        own = kept.folder(warehouse, pack).resolve()
        try:
            return send_from_directory(own, name, mimetype=MIMETYPES[kind], as_attachment=True)
        except NotFound:
            return _gone(plan)

    server.register_blueprint(packs)


def _state(warehouse: Path, plan: str, pack: str) -> State | None:
    """The pack of that name, if it is one of this plan; a name is never a path."""
    if not pack.isalnum():
        return None
    found = kept.read(warehouse, pack)
    return found if found is not None and found.plan == plan else None


def _page(plan: str, pack: str, state: State) -> str:
    day = date.fromisoformat(state.meeting)
    where = f"{state.place} for the meeting of {day.day} {day:%B %Y}"
    back = Markup('<p><a href="/plan/{}">Back to the plan</a></p>').format(quote(plan))
    if state.state == "done":
        items = Markup("").join(_file(plan, pack, name) for name in state.files)
        files = Markup('<ul class="pack-files">{}</ul>').format(items)
        return plain_page(f"{state.title}: ready", part=PART, lede=where, body=files + back)
    if state.state == "failed":
        again = Markup('<p><a class="button" href="/download/pack/{}?{}">Make it again</a></p>').format(
            quote(plan), urlencode({"meeting": state.meeting, "place": state.place})
        )
        why = state.message or "It could not be made."
        return plain_page("The pack was not made", part=PART, lede=why, body=again + back)
    progress = Markup(
        '<div class="pack-progress" data-pack-progress><p role="status">{step}</p>'
        '<progress max="100" value="{share}" aria-label="How far the pack is">{share} %</progress>'
        '<p class="note">It takes some seconds. This page shows the files when they are there.</p>'
        '<noscript><p><a href="">Look again</a></p></noscript></div>'
    ).format(step=state.step, share=state.share)
    watched = Markup('<script src="{}" defer></script>\n').format(fingerprinted("packs.js"))
    head = WITHOUT_SCRIPT + watched
    return plain_page(f"{state.title}: being made", part=PART, lede=where, body=progress + back, head=head)


def _file(plan: str, pack: str, name: str) -> Markup:
    words, what = KINDS[name.rpartition(".")[2]]
    address = f"/download/pack/{quote(plan)}/{pack}/{quote(name)}"
    return Markup('<li><a class="button" href="{}" download>{}</a> <span class="note">{}</span></li>').format(
        address, words, what
    )


def _gone(plan: str) -> Response:
    why = "Packs are kept for a week, and made again whenever somebody asks. Ask for it on the plan's page."
    return _no(plan, "This pack is no longer kept", why, 404)


def _no(plan: str, title: str, why: str, status: int) -> Response:
    return denied(Denied(status, title, why), back=f"/plan/{quote(plan)}", link="Back to the plan", part=PART)
