"""What Slack's client itself says to a person, in the person's language."""

from tests.workspace.people import Person

WORDS = {
    "da": {
        "no_answer": "Værn svarede ikke i tide. Prøv igen.",
        "trouble": "Der opstod et problem med forbindelsen. Prøv igen.",
        "required": "Udfyld dette felt.",
        "too_short": "Skriv mindst {limit} tegn.",
        "too_long": "Skriv højst {limit} tegn.",
        "wrong": "Skriv en gyldig værdi.",
    },
    "en": {
        "no_answer": "Værn did not answer in time. Try again.",
        "trouble": "We had some trouble connecting. Try again?",
        "required": "Please complete this required field.",
        "too_short": "Must be at least {limit} characters.",
        "too_long": "Must be at most {limit} characters.",
        "wrong": "Please enter a valid value.",
    },
}


def words(person: Person) -> dict[str, str]:
    return WORDS["da" if person.locale.startswith("da") else "en"]
