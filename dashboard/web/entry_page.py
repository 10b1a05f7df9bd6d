"""The answer to a form that was not saved: what was typed, still there, beside what stands there now."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, jsonify
from markupsafe import Markup

from dashboard.components.entry import Entry
from dashboard.components.entry_form import VERSION, WAS
from dashboard.web.plain_page import plain_page
from dashboard.web.posts import TOKEN, wants_json

FORM = Markup("""{beside}
<section class="part" aria-labelledby="yours"><h2 id="yours">{heading}</h2>
<form class="entry-form" method="post" action="{action}">
<div hidden><input type="hidden" name="{token_name}" value="{token}">{version}</div>
<span class="entries">{fields}</span>
<div class="go"><button type="submit" class="button main">{button}</button><a href="{back}">Leave it as it is</a></div>
</form></section>""")


def conflict(
    entry: Entry,
    *,
    theirs: Mapping[str, str],
    yours: Mapping[str, str],
    was: Mapping[str, str],
    version: int,
    why: str,
    action: str,
    token: str,
    back: str,
) -> Response:
    """Somebody else was first: theirs and yours side by side, and yours in the form, ready to be saved after theirs.

    A field that you did not touch (``was`` holds what it said when you opened the form) takes their value.
    """
    merged = entry.merged(yours, theirs, was)
    rows = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>').format(
            field.label, field.shown(theirs.get(field.name, "")), field.safely_shown(yours.get(field.name, ""))
        )
        for field in entry.fields
        if theirs.get(field.name, "") != merged.get(field.name, "")
    )
    beside = Markup(
        '<section class="part" aria-labelledby="differ"><h2 id="differ">Where the two differ</h2>'
        '<div class="scroll" role="group" aria-label="Theirs and yours"><table class="data theirs-yours">'
        '<caption class="vh">Theirs and yours</caption><thead><tr><td></td><th scope="col">Theirs, saved</th>'
        '<th scope="col">Yours, not saved</th></tr></thead><tbody>{}</tbody></table></div></section>'
    ).format(rows)
    return _page(
        409,
        entry,
        title="Somebody changed this since you opened it",
        why=why,
        heading="Yours, to look over and save after theirs",
        beside=beside,
        yours=merged,
        was={name: theirs.get(name, "") for name in entry.edited},
        version=str(version),
        action=action,
        token=token,
        back=back,
    )


def unsaved(
    entry: Entry,
    *,
    yours: Mapping[str, str],
    was: Mapping[str, str],
    version: str | None,
    why: str,
    action: str,
    token: str,
    back: str,
) -> Response:
    """Something in the form cannot be meant: the reason, and everything that was typed to mend it."""
    return _page(
        422,
        entry,
        title="This was not saved",
        why=why,
        heading="What you wrote",
        beside=Markup(""),
        yours=yours,
        was=was,
        version=version,
        action=action,
        token=token,
        back=back,
    )


def _page(
    status: int,
    entry: Entry,
    *,
    title: str,
    why: str,
    heading: str,
    beside: Markup,
    yours: Mapping[str, str],
    was: Mapping[str, str],
    version: str | None,
    action: str,
    token: str,
    back: str,
) -> Response:
    said = why if why.endswith((".", "!", "?")) else f"{why}."
    said = said[0].upper() + said[1:]
    if wants_json():
        response = jsonify({"title": title, "message": said})
        response.status_code = status
        return response
    hidden = {VERSION: version or "", **{f"{WAS}{name}": value for name, value in was.items()}} if version else {}
    carried = Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, value) for name, value in hidden.items()
    )
    form = FORM.format(
        heading=heading,
        beside=beside,
        action=action,
        token_name=TOKEN,
        token=token,
        version=carried,
        fields=Markup(entry.drawn(yours)),  # noqa: S704 - it escapes every word
        button=entry.button,
        back=back,
    )
    page = plain_page(title, part=entry.title, lede=said, body=form)
    response = Response(page, status=status, mimetype="text/html")
    response.cache_control.no_store = True
    return response
