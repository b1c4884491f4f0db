"""Every table that goes with an account is in the inventory."""

from runrate.mydata.inventory import WAYS_IN, holdings
from runrate.reports.models import Report


def test_every_table_that_would_go_with_the_account_is_in_the_inventory(alices_report: Report) -> None:
    names = {holding.name for holding in holdings(alices_report.owner)}

    assert {
        "accounts.user",
        "account.emailaddress",
        "usersessions.usersession",
        "assessment.submission",
        "assessment.teamround",
        "calculator.scenario",
        "calculator.scenarioversion",
        "reports.report",
        "sharing.link",
    } <= names
    assert names.isdisjoint(WAYS_IN)
