"""Typed forms for terms, made from the parts that a term asks (`engine.terms`).

    form = form_for("spending_limits")(request.POST, offers=offers, said=content.terms.get(key))
    form.is_valid() and form.value()        # JSON as `engine.terms.read` takes it

Lists have rows that are added and removed by buttons, and questions that depend on an answer come
when that answer is given: both without a script, and nothing typed is lost on the way.
"""

from spinney.agreements.forms.terms.fields import Offers
from spinney.agreements.forms.terms.form import TermForm, form_for

__all__ = ["Offers", "TermForm", "form_for"]
