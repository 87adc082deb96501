"""Brings the harness's rooms into pytest; each room's `plugin` is its only door."""

import pytest

# Must come before the plugins are imported, or asserts in our rooms would not explain themselves.
_ROOMS = (
    "clients",
    "contract",
    "hosting",
    "journey",
    "judgement",
    "network",
    "people",
    "planted_bugs",
    "scenarios",
    "targets",
)
# Of `running` the options were imported long before this file; the rest was not.
_RUNNING = ("fixtures.running.plugin", "fixtures.running.sharding", "fixtures.running.ordering")
pytest.register_assert_rewrite(*(f"fixtures.{room}" for room in _ROOMS), *_RUNNING, "reports")

pytest_plugins = [
    "fixtures.targets.plugin",
    "fixtures.planted_bugs.plugin",
    "fixtures.hosting.plugin",
    "fixtures.network.plugin",
    "fixtures.people.plugin",
    "fixtures.scenarios.plugin",
    "fixtures.judgement.plugin",
    "fixtures.judgement.second_run.plugin",
    "fixtures.judgement.redacted_reports.plugin",
    "fixtures.commands.plugin",
    "fixtures.running.sharding.plugin",
    # After the parts: what is put in order is what is left of them.
    "fixtures.running.ordering.plugin",
    "fixtures.campaigns.page_failures.plugin",
    "reports.plugin",
    "reports.allure.plugin",
    "reports.repeating.plugin",
    "reports.github.plugin",
    # Of plugins that are alike to it pytest asks the last one first: the others find folder, seed and run id chosen.
    "fixtures.running.plugin",
]
