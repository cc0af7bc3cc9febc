"""The guidance in modals: a menu, something to read, the eight questions, and the platforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.guidance.identification import PROMPTS, Advice, YesNo, advice, affirmed, carried
from flows.guidance.platforms import IN_MENU, Platform, platforms
from flows.guidance.topics import CHECKED_ON, TOPICS, Passage, Topic
from flows.procedure.procedure import STEPS
from flows.procedure.steps import Step
from flows.report.draft import Draft
from flows.report.people import reachable
from flows.screens.elements import (
    Button,
    Buttons,
    Choice,
    FormScreen,
    Input,
    Note,
    Part,
    Row,
    Rule,
    Text,
    to_call,
)
from flows.screens.talks import TALKS, talk_asked, talk_label
from flows.screens.view import View
from flows.words import N_

PROMPTS_KEY = "prompts"
PLATFORMS_KEY = "platforms"

TITLES = {
    PROMPTS_KEY: N_("Is it harassment?"),
    PLATFORMS_KEY: N_("Report to the platform"),
    **{topic.key: topic.title for topic in TOPICS.values()},
}
MENU = (
    (N_("Are you in doubt?"), (PROMPTS_KEY, "what")),
    (N_("Has it happened?"), ("screenshot", "avoid", PLATFORMS_KEY, "handle")),
    (N_("Before it happens"), ("prevent",)),
)

ADVICE: dict[Advice, str] = {
    "unanswered": N_(
        "You have not answered anything yet, and that is all right. "
        "Talk to {people}, if you would rather do that."
    ),
    "report": N_("I recommend that you report it. Talk to {people} about it soon."),
    "criticism": N_(
        "It may be criticism of a decision, and a citizen may give that. "
        "You can still have it registered as an incident."
    ),
    "talk": N_("Talk to {people}, or send a report now."),
}
Answers = Mapping[str, YesNo]


def guidance(topic: str, view: View, answers: Answers | None = None) -> FormScreen:
    """The topic of that key; the menu for every other key. Each carries what has been answered."""
    given = answers or {}
    return replace(_drawn(topic, given, view), about=carried(given) if given else "")


def _drawn(topic: str, answers: Answers, view: View) -> FormScreen:
    if topic == PROMPTS_KEY:
        return _prompts(answers, view)
    if topic == PLATFORMS_KEY:
        return _shown(topic, _platforms(view), view)
    if topic == "handle":
        return _shown(topic, (*_steps(view), *_read(TOPICS[topic], view)), view)
    if topic in TOPICS:
        return _shown(topic, _read(TOPICS[topic], view), view)
    return _menu(view)


def _menu(view: View) -> FormScreen:
    say = view.say
    parts: list[Part] = [Text(say(N_("Read as much as you like. Nobody is told, and nothing is kept.")))]
    for title, keys in MENU:
        opening = tuple(Button(say(TITLES[key]), "guidance", key) for key in keys)
        parts += [Text(f"*{say(title)}*"), Buttons(opening)]
    parts += [Rule(), Buttons((_report(view),)), _danger(view)]
    return FormScreen(say(N_("Guidance")), tuple(parts), say(N_("Close")))


def _report(view: View) -> Button:
    return Button(view.say(N_("Report digital harassment")), "start_report", "", "primary")


def _back(view: View, topic: str = "") -> Button:
    return Button(view.say(N_("Back")), "guidance", topic)


def _danger(view: View) -> Note:
    return Note(to_call(view.say(N_("In danger now? Call 112. Not urgent: the police on 114."))))


def _shown(topic: str, parts: tuple[Part, ...], view: View, back: str = "") -> FormScreen:
    ways_on = Buttons((_report(view), _back(view, back)))
    return FormScreen(view.say(TITLES[topic]), (*parts, ways_on), view.say(N_("Close")))


def _read(topic: Topic, view: View) -> tuple[Part, ...]:
    return passages(topic.passages, topic.sources, view)


def passages(found: tuple[Passage, ...], sources: str, view: View) -> tuple[Part, ...]:
    """Something to read, with the crisis help of this organisation, and where it comes from."""
    help_line = view.ctx.organisation.crisis_help
    known = {"crisis": help_line.name, "phone": help_line.phone, "who": help_line.who_may_call}
    read: list[Part] = []
    for passage in found:
        title = f"*{view.say(passage.title)}*\n" if passage.title else ""
        read.append(Text(title + to_call(view.say(passage.text, **known), help_line.phone)))
    if sources:
        source = N_("Source: {sources}, checked on {date}.")
        read.append(Note(view.say(source, sources=sources, date=view.say.day(CHECKED_ON, "plain"))))
    return tuple(read)


def _steps(view: View) -> tuple[Part, ...]:
    """The municipality's eight steps, by who begins them."""
    own = [step for step in STEPS if step.number <= 2]
    others = [step for step in STEPS if step.number > 2]
    return (
        Text(_danger(view).text),
        Text(f"*{view.say(N_('What you do'))}*\n{_listed(own, view)}"),
        Text(f"*{view.say(N_('What your manager is responsible for'))}*\n{_listed(others, view)}"),
    )


def _listed(steps: list[Step], view: View) -> str:
    return "\n".join(f"{step.number}. {view.say(step.title)}" for step in steps)


def _platforms(view: View) -> tuple[Part, ...]:
    first = N_(
        "Take your screenshots first: what is removed cannot be documented afterwards. "
        "Everybody can report a post, also you. The platform itself decides what it removes."
    )
    return (Text(view.say(first)), *platform_rows(platforms(view.ctx.organisation), view))


def platform_rows(shown: tuple[Platform, ...], view: View) -> tuple[Part, ...]:
    """How content is reported there, each with the button to the platform's own page.

    The way that most of them share is told once, before the rows.
    """
    is_shared = any(platform.how == IN_MENU for platform in shown)
    way = (Text(view.say(IN_MENU)),) if is_shared else ()
    return (*way, *(_platform(platform, view) for platform in shown))


def _platform(platform: Platform, view: View) -> Row:
    say = view.say
    name = say(platform.name)
    lines = [f"*{name}*"]
    if platform.how and platform.how != IN_MENU:
        lines.append(say(platform.how))
    if not platform.url:
        return Row("\n".join(lines))
    lines.append(say(N_("Checked on {date}."), date=say.day(platform.checked_on, "plain")))
    label = say(N_("Guidance from {name}"), name=name)
    return Row("\n".join(lines), Button(label, "platform_link", platform.key, url=platform.url))


def _prompts(answers: Answers, view: View) -> FormScreen:
    say = view.say
    intro = N_("Answer what you can. It is for yourself only, and your answers are not kept.")
    choices = (
        Choice("yes", say(N_("Yes"))),
        Choice("no", say(N_("No"))),
        Choice("unknown", say(N_("I do not know"))),
    )
    given = {key: (answer,) for key, answer in answers.items()}
    asked = (
        Input(p.key, say(p.ask), choices=choices, is_optional=True, filled=given.get(p.key, ()))
        for p in PROMPTS
    )
    return FormScreen(
        say(TITLES[PROMPTS_KEY]),
        (Text(say(intro)), *asked, Buttons((_back(view),))),
        say(N_("Close")),
        act=PROMPTS_KEY,
        submit=say(N_("See my answers")),
    )


def counted(answers: Answers, known: Draft, view: View, asked: tuple[str, ...] = ()) -> FormScreen:
    """What the answers come to: a count and a piece of advice, never a verdict, and who can help.

    `known` tells who that is; `asked` are those of them who have been asked to get in touch.
    """
    say = view.say
    danger = _danger(view)
    parts = (
        *(Text(line) for line in _advised(answers, known, view)),
        *((talk_asked(asked, view),) if asked else ()),
        _ways_to_talk(known, view, is_asked=bool(asked)),
        Text(danger.text) if "threat" in affirmed(answers) else danger,
        Note(say(N_("You can always report it, whatever you have answered."))),
    )
    return replace(_shown(PROMPTS_KEY, parts, view, PROMPTS_KEY), about=carried(answers))


def _advised(answers: Answers, known: Draft, view: View) -> tuple[str, ...]:
    """The count with the advice. A yes to nothing is no reason to stay alone with it."""
    near = (*reachable(known, "leader", view.ctx), *reachable(known, "representative", view.ctx))
    people, found = view.either(near), advice(answers)
    said = view.say(ADVICE[found], people=people)
    if found == "unanswered":
        return (said,)
    if not affirmed(answers):
        none = N_("You did not answer yes to anything. If it feels wrong all the same, talk to {people}.")
        return (view.say(none, people=people), *((said,) if found == "criticism" else ()))
    count = N_(
        "You have answered yes to {count} of {all}. It is not a verdict, and you do not need to be sure."
    )
    return (view.say(count, count=len(affirmed(answers)), all=len(PROMPTS)), said)


def _ways_to_talk(known: Draft, view: View, *, is_asked: bool) -> Buttons:
    """The first who can be asked to get in touch, and the advice."""
    labels = ((talk_label(known, role, view), role) for role in TALKS)
    found = () if is_asked else tuple(Button(label, "ask_talk", role) for label, role in labels if label)
    return Buttons((*found[:1], Button(view.say(N_("Good advice")), "guidance")))
