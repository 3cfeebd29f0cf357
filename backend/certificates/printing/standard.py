"""How certificates look that no template was made for."""

from backend.certificates.formats.design import Design, Signatory
from backend.certificates.rules.facts import Facts


def standard_design(facts: Facts) -> Design:
    """The official layout, with what the facts say of who issues and who signs.

    Facts are no document of a template: they are taken as they are, of whatever length.
    """
    lines = facts.get("national_header") or []
    header = tuple(str(line) for line in lines) if isinstance(lines, list) else ()
    person = Signatory.model_construct(
        signing_for=facts.get("signing_for") or "",
        title=facts.get("signatory_title") or "",
        name=facts.get("signatory") or "",
    )
    return Design.model_construct(
        language="en" if facts.get("language") == "en" else "vi",
        header=header,
        issuer=facts.get("issuer") or "",
        place=facts.get("place") or "",
        signatories=(person,),
    )
