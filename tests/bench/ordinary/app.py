"""An ordinary Dash application of the same page, as a competent person writes one.

A locality's six line charts with target and England, and a table of its schools. It is the shape that Dash's own
tutorial teaches: one global data frame read from Parquet and kept for the life of the process, dropdowns that choose,
a callback that filters and draws. What is commonly done to keep such an application quick is done:

- words are categories, so that choosing rows compares small integers and 50 million rows fit into memory;
- everything that is shown comes from one pass over the frame in one callback, not from one a chart;
- figures are put together from traces, which takes a quarter of the time of Plotly Express;
- the table is plain HTML rather than a grid component;
- answers are compressed, scripts are cached by the browser, the server runs without Dash's asynchronous mode;
- gunicorn loads the application before it forks, so that its workers share the frame's memory.

Served by ``gunicorn tests.bench.ordinary.app:server``, with ``OUTCOMES_BENCH_FRAME`` and ``OUTCOMES_BENCH_SCHOOLS``
naming the two Parquet files. It depends on Dash, pandas and Plotly alone, and on nothing of the project.
"""

from __future__ import annotations

import os
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pyarrow.parquet as pq
from dash import Dash, Input, Output, dcc, html

CHARTS = {
    "phonics_y1_pct": ("Phonics", 75),
    "ks2_rwm_exp_pct": ("Reading, writing and maths", 75),
    "eyfsp_gld_pct": ("Ready for school", 75),
    "attendance_rate": ("Attendance", 75),
    "absence_persistent_pct": ("Persistent absence", 40),
    "suspension_rate": ("Suspensions", 40),
}
GROUPS = {
    "all": "All pupils",
    "disadvantaged": "Disadvantaged",
    "eal": "English as an additional language",
    "fsm": "Free school meals",
    "sen_support": "SEN support",
}
COLOURS = {"England": "grey", "Locality": "darkblue"}
ENGLAND = "E92000001"


def read(path: str) -> pd.DataFrame:
    """The frame with its words as categories, never as strings: at 50 million rows strings would not fit."""
    words = ["indicator_id", "place_id", "period", "group_id"]
    table = pq.read_table(path, read_dictionary=words).unify_dictionaries()
    return table.to_pandas(split_blocks=True, self_destruct=True)


DF = read(os.environ["OUTCOMES_BENCH_FRAME"])
SCHOOLS = pd.read_parquet(os.environ["OUTCOMES_BENCH_SCHOOLS"])
LOCALITIES = SCHOOLS[["locality_id", "locality"]].drop_duplicates().sort_values("locality")
PERIODS = sorted(DF["period"].cat.categories)
YEARS = [f"{period[:4]}/{period[4:]}" for period in PERIODS]

app = Dash(__name__, title="Ordinary", compress=True, use_async=False)
server = app.server
app.layout = html.Div(
    [
        html.H1("Locality"),
        dcc.Dropdown(
            id="locality",
            options=[{"label": row.locality, "value": row.locality_id} for row in LOCALITIES.itertuples()],
            value=LOCALITIES["locality_id"].iloc[0],
            clearable=False,
        ),
        dcc.Dropdown(
            id="group",
            options=[{"label": label, "value": group} for group, label in GROUPS.items()],
            value="all",
            clearable=False,
        ),
        html.Div(
            [dcc.Graph(id=indicator, style={"height": 300}) for indicator in CHARTS],
            style={"display": "grid", "gridTemplateColumns": "repeat(2, 1fr)"},
        ),
        html.Div(id="schools"),
    ]
)


@app.callback(
    *(Output(indicator, "figure") for indicator in CHARTS),
    Output("schools", "children"),
    Input("locality", "value"),
    Input("group", "value"),
)
def show(locality: str, group: str) -> list[Any]:
    members = SCHOOLS[SCHOOLS["locality_id"] == locality].sort_values("name")
    chosen = DF[
        DF["place_id"].isin([*members["place_id"], ENGLAND])
        & DF["indicator_id"].isin(list(CHARTS))
        & (DF["group_id"] == group)
    ]
    england = chosen["place_id"] == ENGLAND
    key = ["indicator_id", "period"]
    summed = chosen[~england].groupby(key, observed=True)[["numerator", "denominator"]].sum().reset_index()
    place = summed.assign(value=100 * summed["numerator"] / summed["denominator"], series="Locality")
    lines = pd.concat([place, chosen[england].assign(series="England")])
    figures = [
        figure(lines[lines["indicator_id"] == indicator], title, target)
        for indicator, (title, target) in CHARTS.items()
    ]
    latest = chosen[(chosen["period"] == PERIODS[-1]) & ~england]
    return [*figures, table(members, latest.pivot(index="place_id", columns="indicator_id", values="value"))]


def figure(lines: pd.DataFrame, title: str, target: float) -> go.Figure:
    """A line chart of the locality and England with the target dashed."""
    drawn = go.Figure()
    for series, colour in COLOURS.items():
        line = lines[lines["series"] == series].set_index("period")["value"].reindex(PERIODS)
        drawn.add_trace(go.Scatter(x=YEARS, y=line, name=series, mode="lines+markers", line={"color": colour}))
    drawn.add_hline(y=target, line_dash="dash", annotation_text="Target")
    drawn.update_layout(title=title, xaxis_type="category", yaxis_ticksuffix="%")
    return drawn


def table(members: pd.DataFrame, latest: pd.DataFrame) -> html.Table:
    """The schools by name, with their latest figures."""
    latest = latest.reindex(members["place_id"])
    rows = []
    for school in members.itertuples():
        values = (latest.at[school.place_id, indicator] for indicator in CHARTS)
        cells = [html.Td("no data" if pd.isna(value) else f"{value:.1f}%") for value in values]
        rows.append(html.Tr([html.Th(school.name), html.Td(school.phase), html.Td(school.pupils), *cells]))
    heads = ["School", "Phase", "Pupils", *(title for title, _ in CHARTS.values())]
    return html.Table([html.Thead(html.Tr([html.Th(head) for head in heads])), html.Tbody(rows)])


# Dash knows which scripts it may hand out once a process has answered a page: done here, before gunicorn forks, or the
# worker that is asked for a script first answers 500.
server.test_client().get("/")
