"""Which role may do what in the administration: the least that its work needs."""

from collections.abc import Mapping

# Role -> rights as app.codename. Nothing that is not named here is allowed.
ROLES: Mapping[str, tuple[str, ...]] = {
    "Reviewer": (
        "assessment.view_submission",
        "assessment.add_reviewentry",
        "calculator.view_scenario",
        "reports.view_report",
    ),
    "Analyst": (
        "assessment.add_export",
        "assessment.view_weeklyfigures",
        "assessment.view_benchmarksnapshot",
    ),
    "Editor": (
        "pages.view_vote",
        "calculator.view_pricerow",
        "calculator.add_pricerow",
        "calculator.change_pricerow",
    ),
    "Administrator": (
        "assessment.view_submission",
        "assessment.delete_submission",
        "assessment.add_reviewentry",
        "assessment.add_export",
        "assessment.view_weeklyfigures",
        "assessment.view_benchmarksnapshot",
        "assessment.view_teamround",
        "assessment.view_export",
        "calculator.view_scenario",
        "calculator.view_pricerow",
        "calculator.add_pricerow",
        "calculator.change_pricerow",
        "reports.view_report",
        "pages.view_vote",
        "accounts.view_user",
        "accounts.add_user",
        "accounts.change_user",
        "auth.view_group",
        "audit.view_auditentry",
    ),
}
