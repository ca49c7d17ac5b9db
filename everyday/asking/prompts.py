"""What to talk about with somebody about their own goals, by the four themes of the community integration playbook.

Prompts and lines are in words of our own. They are there to begin a conversation and are no questionnaire: nobody is
asked all of them, and nothing is ticked about a person who does not want it.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    "Begin with the person and not with the sheet: what would make a good week?",
    "Ask what they would like to do, and then what is in the way: the words, the money, the bus, the hour, the people.",
    "Choose what fits; leave out the rest. A goal may be small.",
    "Write down their words, with their leave, and ask whether they may be quoted. No names.",
    "Come back to it after a few months: what has changed, and what helped?",
)
"""How to use the prompt sheet."""

THEMES: tuple[Theme, ...] = (
    Theme(
        "relationships",
        "Knowing people, near and far, and being met as an equal.",
        (
            "Whom do you talk to in an ordinary week? Whom would you like to see more of?",
            "Who would you turn to if something went wrong?",
            "Where could you get to know people who are not like you?",
        ),
        (
            "I can make myself understood to neighbours and at the door.",
            "I see enough of people who matter to me.",
            "I belong to more than one group.",
            "I feel less alone.",
            "There is somebody I can tell what weighs on me.",
        ),
        ("meals, celebrations and making things together", "small groups that meet again",
         "people who teach one another",
         "work with schools, children's and women's centres and landlords", "free English classes"),
        "People who know one another and are less wary of one another.",
    ),
    Theme(
        "participation",
        "Having a say in what is decided about one's own life.",
        (
            "What would you change round here? Who would have to hear it?",
            "When were you last asked, and what came of it?",
            "What do you need to talk with the school, the doctor or an office?",
        ),
        (
            "I know who decides what, and how I can take part.",
            "I can speak with teachers, doctors and offices.",
            "What I think is worth saying, also when others think otherwise.",
            "I know my rights and can use them.",
            "I can help my child with school.",
        ),
        ("visits to where decisions are made", "a place to speak freely and in confidence",
         "days for parents at schools",
         "conversation cafés, practice votes, a petition or letter together", "free English classes"),
        "Decisions that hear many voices and not the few.",
    ),
    Theme(
        "independence",
        "Getting through everyday life by oneself, and getting on.",
        (
            "What do you do by yourself now that once needed help? What next?",
            "What would you like to learn, and where would that be?",
            "Can you get to work, shops and the doctor when you need to? What is the journey like?",
        ),
        (
            "I manage in shops, on the bus and on the phone.",
            "I am learning what I set out to learn.",
            "I look ahead with some hope and feel of use.",
            "My home and my income are steady enough.",
            "I read my letters and see to my health myself.",
            "I am nearer to work that suits me.",
        ),
        ("finding out together what somebody can do already", "learning in small steps, numbers and words",
         "help with phones and computers", "volunteering", "going along to a service for the first time",
         "work clubs and advice on rights", "free English classes"),
        "A neighbourhood in which people grow and help others to.",
    ),
    Theme(
        "place_culture",
        "Feeling that this place is one's own too, whoever one is.",
        (
            "Which places here feel like yours? Where do you not go, and why?",
            "What of where you come from would you like to share here?",
            "What do you like about living here?",
        ),
        (
            "I respect how others live, and they respect how I do.",
            "I feel safe and go beyond my own streets.",
            "I can talk with people of any background.",
            "I do my part for others, and they do theirs.",
            "I need not choose between where I am from and where I am.",
            "I like my neighbourhood.",
        ),
        ("visits to the library, the station, the market", "street parties and festivals",
         "a say in what the place is like",
         "room for what is different within a group", "free English classes"),
        "A shared feeling that people belong here.",
    ),
)  # fmt: skip

WALL = (
    "What would make a good week?", "Who is missing?", "How do they get here, and home again?", "What did people say?",
    "What has changed, and what helped?",
)  # fmt: skip
"""Questions of the wall sheet."""
