"""Registers where people take their data out or end their account."""

from django.apps import AppConfig


class MyDataConfig(AppConfig):
    name = "runrate.mydata"
    label = "mydata"
