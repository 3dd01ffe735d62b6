"""Rows of a page of which each names something once."""

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import MultipleChooserPanel


class DistinctFormSet(BaseChildFormSet):
    """Keeps the first of the rows that name the same thing: a page that says it twice says it once."""

    chooser_field_name = ""

    def clean(self) -> None:
        named = set()
        for form in self.forms:
            target = getattr(form, "cleaned_data", {}).get(self.chooser_field_name)
            if target is None or form.cleaned_data.get("DELETE"):
                continue
            if target in named:
                form.cleaned_data["DELETE"] = True
            named.add(target)
        super().clean()


class DistinctChooserPanel(MultipleChooserPanel):
    """Chooses several at once, each once."""

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        formset = type("DistinctFormSet", (DistinctFormSet,), {"chooser_field_name": self.chooser_field_name})
        options["formsets"][self.relation_name]["formset"] = formset
        return options
