"""What to talk about with somebody about their own goals, by the four themes of the community integration playbook.

Prompts and lines are in words of our own. They are there to begin a conversation and are no questionnaire: nobody is
asked all of them, and nothing is ticked about a person who does not want it.
"""

from __future__ import annotations

from dataclasses import dataclass

from everyday.language import later

__all__ = ["OPENING", "THEMES", "WALL", "Theme"]


@dataclass(frozen=True)
class Theme:
    """A theme of the playbook.

    Attributes:
        key: of ``outcome_themes`` in the taxonomy.
        about: what it is about, in a sentence.
        prompts: questions to begin with.
        signs: what somebody may notice when it goes well; for them to say.
        helps: what a group can offer.
        together: what the neighbourhood gains.
    """

    key: str
    about: str
    prompts: tuple[str, ...]
    signs: tuple[str, ...]
    helps: tuple[str, ...]
    together: str


OPENING = (
    later("Begin with the person and not with the sheet: what would make a good week?"),
    later("Ask what they would like to do, and then what is in the way: words, money, the bus, the hour, the people."),
    later("Choose what fits; leave out the rest. A goal may be small."),
    later("Write down their words, with their leave, and ask whether they may be quoted. No names."),
    later("Come back to it after a few months: what has changed, and what helped?"),
)
"""How to use the prompt sheet."""

THEMES: tuple[Theme, ...] = (
    Theme(
        "relationships",
        later("Knowing people, near and far, and being met as an equal."),
        (
            later("Whom do you talk to in an ordinary week? Whom would you like to see more of?"),
            later("Who would you turn to if something went wrong?"),
            later("Where could you get to know people who are not like you?"),
        ),
        (
            later("I can make myself understood to neighbours and at the door."),
            later("I see enough of people who matter to me."),
            later("I belong to more than one group."),
            later("I feel less alone."),
            later("There is somebody I can tell what weighs on me."),
        ),
        (later("meals, celebrations and making things together"), later("small groups that meet again"),
         later("people who teach one another"),
         later("work with schools, children's and women's centres and landlords"), later("free English classes")),
        later("People who know one another and are less wary of one another."),
    ),
    Theme(
        "participation",
        later("Having a say in what is decided about one's own life."),
        (
            later("What would you change round here? Who would have to hear it?"),
            later("When were you last asked, and what came of it?"),
            later("What do you need to talk with the school, the doctor or an office?"),
        ),
        (
            later("I know who decides what, and how I can take part."),
            later("I can speak with teachers, doctors and offices."),
            later("What I think is worth saying, also when others think otherwise."),
            later("I know my rights and can use them."),
            later("I can help my child with school."),
        ),
        (later("visits to where decisions are made"), later("a place to speak freely and in confidence"),
         later("days for parents at schools"),
         later("conversation cafés, practice votes, a petition or letter together"), later("free English classes")),
        later("Decisions that hear many voices and not the few."),
    ),
    Theme(
        "independence",
        later("Getting through everyday life by oneself, and getting on."),
        (
            later("What do you do by yourself now that once needed help? What next?"),
            later("What would you like to learn, and where would that be?"),
            later("Can you get to work, shops and the doctor when you need to? What is the journey like?"),
        ),
        (
            later("I manage in shops, on the bus and on the phone."),
            later("I am learning what I set out to learn."),
            later("I look ahead with some hope and feel of use."),
            later("My home and my income are steady enough."),
            later("I read my letters and see to my health myself."),
            later("I am nearer to work that suits me."),
        ),
        (later("finding out together what somebody can do already"),
         later("learning in small steps, numbers and words"),
         later("help with phones and computers"), later("volunteering"),
         later("going along to a service for the first time"),
         later("work clubs and advice on rights"), later("free English classes")),
        later("A neighbourhood in which people grow and help others to."),
    ),
    Theme(
        "place_culture",
        later("Feeling that this place is one's own too, whoever one is."),
        (
            later("Which places here feel like yours? Where do you not go, and why?"),
            later("What of where you come from would you like to share here?"),
            later("What do you like about living here?"),
        ),
        (
            later("I respect how others live, and they respect how I do."),
            later("I feel safe and go beyond my own streets."),
            later("I can talk with people of any background."),
            later("I do my part for others, and they do theirs."),
            later("I need not choose between where I am from and where I am."),
            later("I like my neighbourhood."),
        ),
        (later("visits to the library, the station, the market"), later("street parties and festivals"),
         later("a say in what the place is like"),
         later("room for what is different within a group"), later("free English classes")),
        later("A shared feeling that people belong here."),
    ),
)  # fmt: skip

WALL = (
    later("What would make a good week?"),
    later("Who is missing?"),
    later("How do they get here, and home again?"),
    later("What did people say?"),
    later("What has changed, and what helped?"),
)
"""Questions of the wall sheet."""
