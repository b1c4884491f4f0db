"""`{% address 'assessment:all' submission.pk %}`: as `url`, for what has an id."""

from django.template import Library

from runrate.core.rendering.addresses import address

register = Library()
register.simple_tag(address)
