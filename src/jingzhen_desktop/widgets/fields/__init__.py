"""Labelled fields that save by themselves: each tells once the clerk has finished and the value really changed."""

from .field import Field
from .form import FieldForm, FieldSpec, make_field
from .larger import ChoiceField, NoteField, TickField
from .lines import DateField, IntegerField, NumberField, TextField

__all__ = [
    "ChoiceField",
    "DateField",
    "Field",
    "FieldForm",
    "FieldSpec",
    "IntegerField",
    "NoteField",
    "NumberField",
    "TextField",
    "TickField",
    "make_field",
]
