"""Rules that are off unless an office switches them on: classes of error that reviewers differ on."""

from rules.optional.channels import channel
from rules.optional.contacts import free_mail, website_host
from rules.optional.layout import extra_chapter, overall_length
from rules.optional.names import abbreviation, outdated_name
from rules.optional.spacing import spacing
from rules.optional.tables import footer, shifted_column

__all__ = [
    "abbreviation",
    "channel",
    "extra_chapter",
    "footer",
    "free_mail",
    "outdated_name",
    "overall_length",
    "shifted_column",
    "spacing",
    "website_host",
]
