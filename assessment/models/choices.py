"""What can be chosen about an answer sheet: stages, dimensions, who answers, how it was reviewed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StageName(models.TextChoices):
    INVISIBLE = "invisible", _("Invisible")
    TRACKED = "tracked", _("Tracked")
    ALLOCATED = "allocated", _("Allocated")
    OPTIMIZED = "optimized", _("Optimized")
    GOVERNED = "governed", _("Governed")


class DimensionName(models.TextChoices):
    VISIBILITY = "visibility", _("Visibility")
    UNIT_ECONOMICS = "unit_economics", _("Unit economics")
    RUN_EFFICIENCY = "run_efficiency", _("Run efficiency")
    STICKY_COSTS = "sticky_costs", _("Sticky costs")
    CONTROL = "control", _("Control and foresight")


class Industry(models.TextChoices):
    BANKING = "banking", _("Banking and lending")
    INSURANCE = "insurance", _("Insurance")
    HEALTH = "health", _("Health and care")
    PUBLIC = "public", _("Public sector")
    RETAIL = "retail", _("Retail and consumer goods")
    MANUFACTURING = "manufacturing", _("Manufacturing and energy")
    SOFTWARE = "software", _("Software and internet")
    TELECOM = "telecom", _("Telecom and media")
    SERVICES = "services", _("Professional services")
    TRANSPORT = "transport", _("Transport and logistics")
    EDUCATION = "education", _("Education and research")
    OTHER = "other", _("Something else")


class SizeBand(models.TextChoices):
    UP_TO_50 = "1-50", _("1 to 50 people")
    UP_TO_250 = "51-250", _("51 to 250 people")
    UP_TO_1000 = "251-1000", _("251 to 1,000 people")
    UP_TO_5000 = "1001-5000", _("1,001 to 5,000 people")
    ABOVE = "5001+", _("more than 5,000 people")


class Role(models.TextChoices):
    ENGINEERING = "engineering", _("Engineering")
    PRODUCT = "product", _("Product")
    FINANCE = "finance", _("Finance")
    OPERATIONS = "operations", _("Operations")
    COMPLIANCE = "compliance", _("Risk and compliance")
    MANAGEMENT = "management", _("General management")
    OTHER = "other", _("Something else")


class Review(models.TextChoices):
    WAITING = "waiting", _("waiting")
    REVIEWED = "reviewed", _("reviewed")
    NEEDS_INFORMATION = "needs_information", _("needs information")
    SET_ASIDE = "set_aside", _("set aside")
