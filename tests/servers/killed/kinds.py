"""The kinds of work that ``tests.servers.killed.work`` kills, and what must be true of what stands there afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from everyday import Atlas
from everyday.atlas import FILE_NAME, edition_ids, open_folder
from everyday.backups import back_up, restore
from everyday.forum import clean_photo_apart
from everyday.readings import FOLDER
from plan.records import Action, Finding, Intervention, Milestone, Person, Photo
from store.copying import check_copy
from store.database import newest_version
from store.plan_store import PlanStore
from tests.makers.plans.old_plans import OLD_ACTION, old_plan

__all__ = ["WHO", "Kind", "kinds"]

WHO = Person("Ann", "planner")
_ACTIONS_N = 60
_PLAN = "plan.gpkg"


@dataclass(frozen=True)
class Kind:
    """One kind of work.

    Attributes:
        work: does it in a folder, and writes a line to a pipe for everything that is acknowledged.
        look: what is wrong with what stands there afterwards, given what was acknowledged (empty: nothing); takes away
            what the work may leave, so that whatever is there still was left behind.
        prepare: puts there what the work begins with.
        is_endless: it goes on until it is killed.
    """

    work: Callable[[Path, int], None]
    look: Callable[[Path, bytes], str]
    prepare: Callable[[Path], None] = lambda _folder: None
    is_endless: bool = False


def kinds(atlas: Path, given: Path, scratch: Path) -> dict[str, Kind]:
    """Every kind by name.

    Args:
        atlas: an atlas with an edition and a plan.
        given: a back-up of it.
        scratch: a folder for what the kinds share.
    """
    return {
        "backup": _backup(atlas), "restore": _restore(given), "open": _open(), "migrate": _migrate(scratch),
        "photo": _photo(), "build": _build(atlas),
    }  # fmt: skip


def _backup(atlas: Path) -> Kind:
    def work(folder: Path, pipe: int) -> None:
        back_up(open_folder(atlas), folder / "kept.zip")
        os.write(pipe, b"kept\n")

    def look(folder: Path, said: bytes) -> str:
        if not (folder / "kept.zip").exists():
            return "an acknowledged back-up is not there" if said else ""
        restore(folder / "kept.zip", folder / "again")
        shutil.rmtree(folder / "again")
        (folder / "kept.zip").unlink()
        return ""

    return Kind(work, look)


def _restore(given: Path) -> Kind:
    def work(folder: Path, pipe: int) -> None:
        restore(given, folder / "atlas")
        os.write(pipe, b"kept\n")

    def look(folder: Path, said: bytes) -> str:
        if not (folder / "atlas").exists():
            return "an acknowledged restore is not there" if said else ""
        check_copy(folder / "atlas" / _PLAN)
        is_whole = (folder / "atlas" / FILE_NAME).is_file() and (folder / "atlas" / "editions" / "CURRENT").is_file()
        shutil.rmtree(folder / "atlas")
        return "" if is_whole else "half an atlas stands there"

    return Kind(work, look)


def _take_plan_away(folder: Path) -> None:
    for one in folder.glob(f"{_PLAN}*"):
        one.unlink()


def _open() -> Kind:
    def work(folder: Path, pipe: int) -> None:
        store = PlanStore(folder)
        os.write(pipe, f"{store.add(Finding(title='kept'), WHO).id}\n".encode())

    def look(folder: Path, said: bytes) -> str:
        store = PlanStore(folder)
        kept = {one.id for one in store.all(Finding)}
        store.close()
        version = check_copy(folder / _PLAN).version
        _take_plan_away(folder)
        if version != newest_version():
            return f"tables of {version}"
        return "" if set(said.decode().split()) <= kept else "an acknowledged finding is lost"

    return Kind(work, look)


def _migrate(scratch: Path) -> Kind:
    """A plan of the first version with rows in it, brought through every migration."""
    old_plan(scratch, "0001", [OLD_ACTION.format(id=f"A-{number}") for number in range(_ACTIONS_N)])

    def prepare(folder: Path) -> None:
        shutil.copyfile(scratch / _PLAN, folder / _PLAN)

    def work(folder: Path, pipe: int) -> None:
        store = PlanStore(folder)
        os.write(pipe, f"{store.add(Finding(title='kept'), WHO).id}\n".encode())

    def look(folder: Path, said: bytes) -> str:
        # What another program would find: all of the old tables, or all of the new ones.
        version = check_copy(folder / _PLAN).version
        store = PlanStore(folder)
        kept = {one.id for one in store.all(Finding)}
        found = [len(store.all(one)) for one in (Action, Intervention, Milestone)]
        outside = store.outside().sentences
        store.close()
        after = check_copy(folder / _PLAN).version
        _take_plan_away(folder)
        if version not in ("0001", newest_version()) or after != newest_version():
            return f"tables of {version}, and of {after} when opened"
        if found != [_ACTIONS_N, 2 * _ACTIONS_N, 3 * _ACTIONS_N]:
            return f"of {_ACTIONS_N} actions with two interventions and three milestones each stayed {found}"
        if outside:
            return f"said to be changed outside: {outside[:2]}"
        return "" if set(said.decode().split()) <= kept else "an acknowledged finding is lost"

    return Kind(work, look, prepare)


def _picture() -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.effect_noise((900, 700), 60).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def _photo() -> Kind:
    picture = _picture()

    def work(folder: Path, pipe: int) -> None:
        store = PlanStore(folder)
        finding = store.add(Finding(title="kept"), WHO)
        while True:
            clean = clean_photo_apart(picture)
            photo = Photo(finding_id=finding.id, alt="x", content=clean.content, sha256=clean.sha256,
                          width_px=clean.width_px, height_px=clean.height_px)  # fmt: skip
            os.write(pipe, f"{store.add(photo, WHO).id}\n".encode())

    def look(folder: Path, said: bytes) -> str:
        store = PlanStore(folder)
        whole = {one.id for one in store.all(Photo) if store.photo_bytes(one.id).endswith(b"\xff\xd9")}
        store.close()
        _take_plan_away(folder)
        return "" if set(said.decode().split()) <= whole else "an acknowledged photo is lost"

    return Kind(work, look, is_endless=True)


def _build(atlas: Path) -> Kind:
    """The town built anew from its inputs, without a sample of people."""
    before = (atlas / "editions" / edition_ids(atlas)[0]).iterdir()
    files = frozenset(one.name for one in before if not one.name.startswith("observed"))

    def prepare(folder: Path) -> None:
        shutil.copytree(atlas, folder / "town", ignore=shutil.ignore_patterns("editions", "private", f"{_PLAN}*"))

    def work(folder: Path, pipe: int) -> None:
        os.write(pipe, f"{Atlas(folder / 'town').build(workers=1).id}\n".encode())

    def look(folder: Path, said: bytes) -> str:
        opened = Atlas(folder / "town")  # sweeps, as whoever works there next does
        found, acknowledged = edition_ids(opened.folder), said.decode().split()
        odd = [one.name for one in opened.folder.rglob(".*") if one.suffix != ".lock" and one.name != FOLDER]
        folders = [one.name for one in (opened.folder / "editions").glob("*") if one.is_dir()]
        problem = ""
        if folders != found or len(found) > 1:
            problem = f"{folders} stand there, and {found} are editions"
        elif acknowledged and (found != acknowledged or opened.edition().id != acknowledged[0]):
            problem = f"{acknowledged} was acknowledged; there is {found}"
        elif odd:
            problem = f"left behind in the atlas: {', '.join(odd)}"
        elif found:
            there = {one.name for one in (opened.folder / "editions" / found[0]).iterdir()}
            opened.edition(found[0]).cells()
            problem = f"the edition lacks {files - there}" if files - there else ""
        shutil.rmtree(folder / "town")
        return problem

    return Kind(work, look, prepare)
