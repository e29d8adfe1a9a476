"""The settings of 定额考核."""

from __future__ import annotations

from ..office.settings import AnySetting, Setting

GROUP = "定额考核"

REGION = Setting(
    "assessment.region",
    "",
    "本地所在地区",
    "从省写起，如“某某省某某市某某县”；定额标准的适用地区在其中，才算本地的定额",
    GROUP,
)

ASSESSMENT_SETTINGS: tuple[AnySetting, ...] = (REGION,)
