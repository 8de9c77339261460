"""What may be wrong with a row of the directory, beyond what may be with any table."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from core.tables.faults import Sentences

SENTENCES: Sentences = {
    "no_kind": gettext_lazy(
        "The header does not say what the rows are: « ref » for people, « parent » for units, "
        "« place » for sites, « members » for groups. It reads: %(value)s."
    ),
    "code": gettext_lazy(
        "« %(value)s » is no code: capital letters, digits, hyphens and underscores, 20 at most."
    ),
    "address": gettext_lazy("« %(value)s » is no mail address: it reads name@company.example."),
    "mailbox_taken": gettext_lazy("« %(value)s » is the mailbox of another person of the portal."),
    "mailbox_twice": gettext_lazy("« %(value)s » is given to two people of this file."),
    "sign_in_taken": gettext_lazy("« %(value)s » is the sign-in name of another person."),
    "language": gettext_lazy("« %(value)s » is no language of the portal: fr or en."),
    "bandwidth": gettext_lazy("« %(value)s » is no bandwidth: high, medium or low."),
    "unit_unknown": gettext_lazy("The unit « %(value)s » does not exist: create it first, or in this file."),
    "site_unknown": gettext_lazy("The site « %(value)s » does not exist: create it first, or in this file."),
    "person_unknown": gettext_lazy("Nobody has the directory number « %(value)s »."),
    "cycle": gettext_lazy("« %(value)s » lies below this unit: it cannot be its parent."),
    "notice_days": gettext_lazy("« %(value)s » working days of notice: choose 2 to 5."),
    "zone": gettext_lazy("« %(value)s » is not a time zone. Write for example Europe/Paris."),
    "country": gettext_lazy(
        "« %(value)s » is not a country whose public holidays are known. Write for example FR."
    ),
}
