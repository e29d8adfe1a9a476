"""What the office has chosen in its settings, as values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from ...energy.carbon import carbon_set
from ...energy.coefficients import coefficient_set
from ...office.file import Office
from ...office.settings import AnySetting, read_settings
from ..rules.figures import Conversion
from ..settings import (
    CARBON_SET,
    COEFFICIENT_SET,
    DENSITIES,
    INTENSITY_BANDS,
    NATION,
    OTHER_YEARS,
    POWER_FACTOR,
    PRICE_BANDS,
    PROVINCE,
    RATIOS,
    SIGNATURE_SETTINGS,
    BandSetting,
)
from ..values.reports import Signatures
from ..values.thresholds import Band, Thresholds


def read_conversion(office: Office) -> Conversion:
    """Return the coefficient set and densities the office has chosen."""
    power = (CARBON_SET, POWER_FACTOR, PROVINCE, OTHER_YEARS)
    settings: tuple[AnySetting, ...] = (COEFFICIENT_SET, *DENSITIES.values(), *power)
    texts = read_settings(office, settings)
    densities = {carrier: setting.parse(texts[setting.key]) for carrier, setting in DENSITIES.items()}
    province = texts[PROVINCE.key]
    own_power = POWER_FACTOR.parse(texts[POWER_FACTOR.key])
    return Conversion(
        coefficient_set(texts[COEFFICIENT_SET.key]),
        densities,
        carbon_set(texts[CARBON_SET.key]),
        own_power or None,
        "" if province == NATION else province,
        other_years=bool(OTHER_YEARS.parse(texts[OTHER_YEARS.key])),
    )


def town_signatures(office: Office) -> Signatures:
    """Return the names the town's own table prints at its foot."""
    texts = read_settings(office, SIGNATURE_SETTINGS)
    unit_head, statistics_head, filled_by = (texts[setting.key] for setting in SIGNATURE_SETTINGS)
    return Signatures(unit_head, statistics_head, filled_by)


def read_thresholds(office: Office) -> Thresholds:
    """Return the bounds of the review the office has set."""
    texts = read_settings(office, (*RATIOS.values(), *PRICE_BANDS.values(), *INTENSITY_BANDS.values()))
    ratios = {name: Decimal(setting.parse(texts[setting.key])) / 100 for name, setting in RATIOS.items()}
    return Thresholds(**ratios, prices=_bands(PRICE_BANDS, texts), intensities=_bands(INTENSITY_BANDS, texts))


def _bands(settings: Mapping[str, BandSetting], texts: Mapping[str, str]) -> dict[str, Band]:
    """The bands that are set; without one its check is not made."""
    bands = {key: Band.parse(texts[setting.key]) for key, setting in settings.items()}
    return {key: band for key, band in bands.items() if band}
