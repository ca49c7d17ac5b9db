"""The sheet for a data protection impact assessment of GPS logs, as far as the atlas can fill it in.

What is known here is filled in: purpose, retention, people, k, protections, and what our own attacks found. What only
the council knows (lawful basis, who was consulted, who decides) stands as an empty line to write on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from everyday.documents.blocks import Block, Grid, Heading, Paper, Sheet, Words
from everyday.movement import listed_uploads
from geo.errors import NotFoundError

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition
    from everyday.language import Language
    from everyday.movement import Upload

__all__ = ["dpia_paper"]

_HALVES, _THIRDS = (0.34, 0.66), (0.4, 0.2, 0.2, 0.2)
_BLANK = "…………………………………………"


def dpia_paper(atlas: AtlasFolder, edition: Edition, language: Language) -> Paper:
    """The sheet of an edition.

    Raises:
        NotFoundError: there are no GPS logs, neither kept nor in the edition.
    """
    _ = language
    uploads = listed_uploads(atlas)
    observed: dict[str, Any] = edition.manifest.get("observed") or {}
    if not uploads and not observed:
        raise NotFoundError("There are no GPS logs in this atlas.", do="Add some with: everyday add FOLDER gps FILES")
    town = str(edition.manifest["name"])
    title = _("Data protection impact assessment: GPS logs of {town}", town=town)
    blocks: list[Block] = []
    if edition.manifest["is_made_up"]:
        blocks.append(Words(_("{town} is made up. Nothing here is about a real place.", town=town), "strong"))
    blocks += [
        Words(_("Tracking where people are needs an assessment before it begins where one more criterion applies. This "
                "sheet has what the atlas knows; the lines left empty are for the council to fill in.")),
        *_why(_),
        *_what(uploads, observed, edition, _),
        *_protections(atlas, observed, _),
        *_attacks(uploads, observed, _),
        *_left(_),
        *_decision(_),
    ]  # fmt: skip
    return Paper(title, [Sheet("dpia", title, blocks)], title)


def _why(_: Language) -> list[Block]:
    rows = [
        [_("Lawful basis, and condition for it"), _BLANK],
        [_("Why it is needed, and what else was considered"), _BLANK],
        [_("Who was consulted (people, data protection officer)"), _BLANK],
    ]
    return [Heading(_("Why")), Grid(_("Why"), [_("Question"), _("Answer")], rows, _HALVES)]


def _what(uploads: list[tuple[Upload, int]], observed: dict[str, Any], edition: Edition, _: Language) -> list[Block]:
    readers = {
        "planners": _("planners only"), "participants": _("the people who took part"), "public": _("everybody"),
    }  # fmt: skip
    rows = [
        [one.label or one.id, one.purpose, one.chosen or _BLANK, _.number(n, 0), one.keep_until, readers[one.readers]]
        for one, n in uploads
    ]
    heads = [_("Upload"), _("Purpose, as people agreed to it"), _("How people were chosen"), _("People"),
             _("Kept until"), _("Figures are for")]  # fmt: skip
    blocks: list[Block] = [
        Heading(_("What is processed")),
        Words(_("Positions with times, logged by people who agreed, are read in memory and kept nowhere. Kept are, by "
                "pseudonym: time by cell and part of the week (near home by area only), trips between areas, visits to "
                "places, measures of movement, and the area of the home. No characteristic of a person is asked for.")),
        Grid(_("Uploads that are kept"), heads, rows, (0.13, 0.29, 0.18, 0.1, 0.14, 0.16)),
    ]  # fmt: skip
    if observed:
        blocks.append(Words(_(
            "Edition {edition}: {people} people, {days} days of people, {hours} tracked hours, {first} to {last}.",
            edition=edition.id, people=_.number(observed["people_n"], 0), days=_.number(observed["days_n"], 0),
            hours=_.number(observed["tracked_h"], 0), first=observed["first_day"] or "–",
            last=observed["last_day"] or "–",
        )))  # fmt: skip
    return blocks


def _protections(atlas: AtlasFolder, observed: dict[str, Any], _: Language) -> list[Block]:
    rules = observed.get("rules") or atlas.config.observed.to_dict()
    least, most = (_.number(rules[name], 0) for name in ("zone_least_m", "zone_most_m"))
    rows = [
        [_("Fewest people behind any figure"),
         _("{k}, within each upload; so what two editions differ by is that many too", k=rules["k"])],
        [_("Complementary suppression"), _("One more row is withheld where a total would give a withheld one away.")],
        *_numbers(rules, _),
        [_("Near home"),
         _("Within a circle of {least} to {most} m, moved away from the home and drawn once for good from a secret of "
           "the atlas, a person is known to the area only.", least=least, most=most)],
        [_("Time"),
         _("Cells, flows and places have no time of day. Parts of the week are told of the whole sample only, and of "
           "fewer parts where there are few people.")],
        [_("One person"), _("A time or a number of visits of which one person makes up more than half is withheld.")],
        [_("What nobody did"), _("It looks the same as what few people did.")],
        [_("Withdrawal"), _("One person or an upload; the next edition is as if they had never been in it, and of two "
                            "editions that a withdrawal lies between only the newer one is shown.")],
        [_("Struck out"), _("Hours, days and places that people took out before anything was counted.")],
        [_("Retention"), _("The tables of an upload are deleted on their day by themselves.")],
        [_("Network"), _("Nothing is asked of or sent to any other computer.")],
    ]  # fmt: skip
    return [
        Heading(_("Protections")),
        Grid(_("Protections"), [_("What"), _("How")], rows, _HALVES),
    ]


def _numbers(rules: dict[str, Any], _: Language) -> list[list[str]]:
    moved = _.number(rules["moved"] * rules["k"], 0)
    if not rules.get("numbers", True):
        start = _.number(rules["shown_from"] * rules["k"], 0)
        share = _.number(100 * rules["share_moved"], 0)
        least = _.number(max(rules["k"], (rules["shown_from"] - rules["moved"]) * rules["k"]), 0)
        return [
            [_("No numbers"),
             _("A row is shown from about {start} people on, moved by up to {moved} by a draw from a secret and from "
               "who they are. It says that at least {least} people are behind it, and no number of people, visits or "
               "hours.",
               start=start, moved=moved, least=least)],
            [_("Moved shares"),
             _("Shares of time, of the whole sample and of home areas, are moved by up to {share} % and rounded.",
               share=share)],
        ]  # fmt: skip
    return [
        [_("Numbers, as planners chose"),
         _("Rows tell how many people, visits and hours are behind them. In 58 of 100 pairs somebody who knows all "
           "about a person tells a member of the sample from another; without numbers in 50, as a coin does.")],
        [_("Rounding"),
         _("People to {people}, visits and trips to {visits}, hours to {hours}.",
           people=rules["people_to"], visits=rules["visits_to"], hours=rules["hours_to"])],
        [_("Moved numbers"),
         _("Before rounding, the number of people behind a row is moved by up to {k}, drawn from a secret and from who "
           "they are; visits and hours are moved with it.", k=moved)],
    ]  # fmt: skip


def _attacks(uploads: list[tuple[Upload, int]], observed: dict[str, Any], _: Language) -> list[Block]:
    blocks: list[Block] = [
        Heading(_("Attacks that we ran ourselves")),
        Words(_("A motivated intruder has all that is shown or exported. Singling out, linking and inference are tried "
                "on the very figures of this edition; the test suite of the program does the same on a made-up sample, "
                "and finds people where the protections are switched off.")),
    ]  # fmt: skip
    heads = [_("Attack"), _("People"), _("Found"), _("By chance, or unprotected")]
    rows: list[list[str]] = []
    found = observed.get("disclosure")
    if found:
        alone, member, routes = found["singled_out"], found["membership"], found["routes"]
        rows.append([_("Singled out by {n} points that an acquaintance knows", n=alone["points"]),
                     _.number(alone["people"], 0), _.number(alone["found"], 0),
                     _("{n} in unprotected tables", n=_.number(alone["unprotected"], 0))])  # fmt: skip
        if member["is_tried"]:
            rows.append([_("Told that a known person is in the sample (0.5 is a coin toss)"),
                         _.number(member["people"], 0), _.number(member["auc"], 3),
                         _("up to {n} by chance", n=_.number(member["chance_most"], 3))])  # fmt: skip
        else:
            rows.append([_("Told that a known person is in the sample"), _.number(member["people"], 0), "–",
                         _("not tried: too few people to cut in three")])  # fmt: skip
        rows.append([_("Routes put together from parts of the week"), _.number(routes["people"], 0),
                     _.number(routes["found"], 0), _("{n} by chance", n=_.number(routes["by_chance"], 0))])  # fmt: skip
    for one, _n in uploads:
        home = one.homes
        name, chance = _("Homes within 250 m, upload {upload}", upload=one.label or one.id), home.get("by_chance", 0)
        if home:
            rows.append([name, _.number(home["people"], 0), _.number(home["found"], 0),
                         _("{n} by guessing as often where people live", n=_.number(chance, 1))])  # fmt: skip
        else:
            rows.append([name, "–", "–", _("deleted with a withdrawal: it was counted with that person")])
    blocks.append(Grid(_("Results of the attacks"), heads, rows, _THIRDS))
    if found and not found["is_passed"]:
        blocks.append(
            Words(_("An attack succeeded: the figures are for planners only, whatever was agreed."), "strong")
        )
    return blocks


def _left(_: Language) -> list[Block]:
    return [
        Heading(_("What risk is left")),
        *(Words(one, "item") for one in (
            _("Whoever reads the computer's files can read the pseudonymous tables: encrypt its disk, and keep the "
              "folder private/ out of back-ups that others can read."),
            _("Files exported before a withdrawal still count that person among at least ten. Beside a file exported "
              "afterwards they can be subtracted: hand out the later file in place of the earlier one."),
            _("A pattern that ten people share is told of all ten."),
            _("Somebody who took part in two uploads counts twice."),
        )),
    ]  # fmt: skip


def _decision(_: Language) -> list[Block]:
    rows = [[one, _BLANK] for one in (
        _("Risk that is left, and measures beyond these"), _("Advice of the data protection officer"),
        _("Decided by, and on"), _("To be looked at again on"),
    )]  # fmt: skip
    return [Heading(_("Decision")), Grid(_("Decision"), [_("Question"), _("Answer")], rows, _HALVES)]
