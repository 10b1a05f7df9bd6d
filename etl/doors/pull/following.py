"""Which data sets are followed: ``data/catalogue/pull.yaml``, and what a word on the command line stands for."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from pydantic import Field

from etl.doors.pull.models import Version
from etl.doors.pull.patience import PullError
from etl.yaml_file import Frozen, nearest, read_model


class Followed(Frozen):
    """One data set of the service. ``title`` is for people; ``version`` holds it at a version (``1.2``) or within a
    series (``1.*``), for one whose next version needs a new description of its columns first."""

    id: UUID
    title: str = ""
    version: str | None = Field(default=None, pattern=r"^\d+(\.\d+){1,2}$|^\d+\.(\d+\.)?\*$")

    def takes(self, version: Version) -> bool:
        """Whether a version is within what is asked for."""
        if self.version is None:
            return True
        if self.version.endswith(".*"):
            return version.version.startswith(self.version[:-1])
        return version.version == self.version


class Following(Frozen):
    """The data sets that ``outcomes pull`` looks after when it is given none by name."""

    follow: tuple[Followed, ...] = ()


def following(data: Path) -> list[Followed]:
    """Read the list; none where there is no such file. Raises :class:`etl.yaml_file.YamlError` with every problem."""
    path = data / "catalogue" / "pull.yaml"
    return list(read_model(path, Following).follow) if path.is_file() else []


def wanted(sources: list[str], followed: list[Followed]) -> list[Followed]:
    """What each source means: a data set's id, or words of the title of one that is followed; all without any.

    Raises :class:`PullError` for words that fit none or several.
    """
    if not sources:
        if not followed:
            raise PullError(
                "data/catalogue/pull.yaml follows no data set; 'outcomes pull --find WORDS' lists what there is, and "
                "'outcomes pull ID' takes one"
            )
        return followed
    return list(dict.fromkeys(_one(source, followed) for source in sources))


def _one(source: str, followed: list[Followed]) -> Followed:
    try:
        asked = UUID(source)
    except ValueError:
        pass
    else:
        return next((each for each in followed if each.id == asked), Followed(id=asked))
    words = source.casefold().split()
    fitting = [each for each in followed if all(word in each.title.casefold() for word in words)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise PullError(f"{source!r} fits several that are followed: {'; '.join(each.title for each in fitting)}")
    near = nearest(source, [each.title for each in followed])
    raise PullError(
        f"{source!r} is no data set's id, nor words of the title of one that is followed{near}; "
        f"'outcomes pull --find WORDS' lists what there is, with its ids"
    )
