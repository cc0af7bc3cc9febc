"""The people of the small municipality, and the bot as Slack knows it."""

import uuid
from dataclasses import dataclass, replace

TEAM_ID = "T01VAERN"
OTHER_TEAM_ID = "T02ANDEN"
"""A workspace with which a channel may be shared."""
TEAM_NAME = "Herlev Kommune (demo)"
TEAM_DOMAIN = "herlev-demo"
BOT_USER, BOT_ID, APP_ID = "U0VAERN", "B0VAERN", "A0VAERN"
BOT_TOKEN, APP_TOKEN, GRAPH_TOKEN = "xoxb-standin", "xapp-standin", "standin-graph-token"
SIGNING_SECRET = "standin-signing-secret"


@dataclass
class Person:
    """A user of the workspace. `manager` is known to Graph only."""

    id: str
    real_name: str
    title: str
    locale: str = "da-DK"
    tz: str = "Europe/Copenhagen"
    manager: str | None = None
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    team_id: str = TEAM_ID
    is_ultra_restricted: bool = False
    mail_name: str = ""

    @property
    def name(self) -> str:
        return self.real_name.split()[0].lower().replace("æ", "ae")

    @property
    def graph_id(self) -> str:
        """The id in the directory, which Slack does not know."""
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, self.email))

    @property
    def email(self) -> str:
        return f"{self.mail_name or self.id.removeprefix('U0').lower()}@herlev.example"


SEED = (
    Person("U0METTE", "Mette Holm", "Sagsbehandler", manager="U0LARS"),
    Person("U0LARS", "Lars Bak", "Leder", manager="U0DORTE"),
    Person("U0ANNE", "Anne Juhl", "Arbejdsmiljørepræsentant", manager="U0LARS"),
    Person("U0HANNE", "Hanne Friis", "HR-konsulent", manager="U0DORTE"),
    Person("U0DORTE", "Dorte Lind", "Forvaltningschef"),
    Person("U0SOFIE", "Sofie Krag", "Souschef", manager="U0DORTE"),
    Person("U0OMAR", "Omar Said", "Sagsbehandler", locale="en-GB", manager="U0LARS"),
    Person(BOT_USER, "Værn", "", is_bot=True),
)


def seeded_people() -> dict[str, Person]:
    return {person.id: replace(person) for person in SEED}
