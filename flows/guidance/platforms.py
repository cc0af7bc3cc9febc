"""Where the platforms take reports of content: one row for each, in the order in which they are shown.

Nothing here is a promise: every platform decides for itself what it removes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flows.guidance.topics import CHECKED_ON
from flows.people.organisation import Organisation, PlatformLink
from flows.report.places import CHANNELS
from flows.words import N_

IN_MENU = N_(
    "On most of them you open the menu at the post, the message or the profile, and choose to report it."
)
"""How content is reported on most platforms."""


@dataclass(frozen=True)
class Platform:
    """A place and how content is reported there; `channels` are keys of flows/report/places.py.

    Without a `url` there is no page for it. `name` and `how` are said in the viewer's language.
    """

    key: str
    name: str
    channels: frozenset[str]
    url: str = ""
    how: str = ""
    checked_on: date = CHECKED_ON


def _social(key: str, name: str, url: str, *channels: str, how: str = IN_MENU) -> Platform:
    return Platform(key, name, frozenset(channels or (key,)), url, how)


PLATFORMS = (
    _social(
        "facebook",
        N_("Facebook and Messenger"),
        "https://www.facebook.com/help/1380418588640631",
        "facebook",
        "messenger",
    ),
    _social("instagram", N_("Instagram"), "https://help.instagram.com/2922067214679225"),
    _social("tiktok", N_("TikTok"), "https://support.tiktok.com/en/safety-hc/report-a-problem"),
    _social("snapchat", N_("Snapchat"), "https://help.snapchat.com/hc/da/articles/7012399221652"),
    _social("youtube", N_("YouTube"), "https://support.google.com/youtube/answer/2802027"),
    _social("x", N_("X (Twitter)"), "https://help.x.com/en/safety-and-security/report-abusive-behavior"),
    _social(
        "linkedin",
        N_("LinkedIn"),
        "https://www.linkedin.com/help/linkedin/answer/a1338436",
        how=N_("Open the menu at the post or the profile. The page tells about false profiles."),
    ),
    _social("reddit", N_("Reddit"), "https://www.reddit.com/report"),
    _social(
        "whatsapp",
        N_("WhatsApp"),
        "https://faq.whatsapp.com/1142481766359885",
        how=N_("Open the chat, press the name at the top, and choose to report."),
    ),
    _social(
        "google_review",
        N_("Google review"),
        "https://support.google.com/business/answer/4596773",
        how=N_("Find the review, and choose to report it. The answer can take several days."),
    ),
    _social(
        "trustpilot",
        N_("Trustpilot"),
        "https://support.trustpilot.com/hc/da/articles/203419993",
        how=N_(
            "Press the flag at the review. Write nothing about the employee: "
            "everybody can see what a company reports."
        ),
    ),
    Platform(
        "website",
        N_("Website or blog"),
        frozenset({"website"}),
        how=N_(
            "IT can find out who owns the page, and which company keeps it. "
            "Do not write to the sender yourself."
        ),
    ),
    Platform(
        "news",
        N_("Comments at a news site"),
        frozenset({"news"}),
        how=N_("Report it at the comment, or write to the editors."),
    ),
    Platform(
        "post",
        N_("E-mail, text messages and telephone"),
        frozenset({"work_mail", "private_mail", "work_phone", "private_phone", "digital_post"}),
        how=N_("There is no platform. IT or your phone company can block or sort it, once you have kept it."),
    ),
    Platform(
        "guide",
        N_("SletDet (Red Barnet)"),
        frozenset({"other"}),
        "https://sletdet.redbarnet.dk/jeg-er-blevet-delt-hvad-goer-jeg/",
        N_("Advice when something private is shared against your will. It is written for the young."),
    ),
)


def platforms(organisation: Organisation) -> tuple[Platform, ...]:
    """All rows, the organisation's own links in place of ours, and what it adds at the end."""
    links = {link.key: link for link in organisation.platforms}
    ours = tuple(_linked(platform, links.pop(platform.key, None)) for platform in PLATFORMS)
    return (*ours, *(_added(link) for link in links.values()))


def _linked(platform: Platform, link: PlatformLink | None) -> Platform:
    if link is None:
        return platform
    return replace(platform, name=link.name, url=link.url, checked_on=link.checked_on)


def _added(link: PlatformLink) -> Platform:
    """A key that names a channel belongs to that channel, any other to "another place"."""
    is_channel = link.key in {channel.key for channel in CHANNELS}
    channels = frozenset({link.key if is_channel else "other"})
    return Platform(link.key, link.name, channels, link.url, checked_on=link.checked_on)


def those_first(channels: frozenset[str], organisation: Organisation) -> tuple[Platform, ...]:
    """All rows, those of these channels before the others."""
    return tuple(sorted(platforms(organisation), key=lambda platform: not platform.channels & channels))
