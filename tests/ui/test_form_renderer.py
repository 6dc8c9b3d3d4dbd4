"""The plain widgets are rendered in Python, with the same HTML that Django's templates give."""

from django import forms

from nfp_portal.ui.renderers import attributes


class Sample(forms.Form):
    name = forms.CharField(max_length=9, initial='"<b>"')
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, initial="a\n<b>")
    agreed = forms.BooleanField(required=False, initial=True)
    one = forms.ChoiceField(
        choices=[("", "—"), ("EU", [("at", "Austria & more"), ("de", "Germany")])], initial="de"
    )
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["b"])
    radio = forms.ChoiceField(choices=[("x", "X")], widget=forms.RadioSelect)


def html_of(name: str) -> str:
    return str(Sample()[name])


def test_a_text_input_escapes_its_value() -> None:
    assert html_of("name") == (
        '<input type="text" name="name" value="&quot;&lt;b&gt;&quot;" maxlength="9" required id="id_name">'
    )


def test_a_textarea_escapes_its_text() -> None:
    assert (
        html_of("note") == '<textarea name="note" cols="40" rows="2" id="id_note">\na\n&lt;b&gt;</textarea>'
    )


def test_a_checkbox_has_no_value_and_may_be_checked() -> None:
    assert html_of("agreed") == '<input type="checkbox" name="agreed" id="id_agreed" checked>'


def test_a_select_has_groups_and_one_selected_option() -> None:
    assert html_of("one") == (
        '<select name="one" required id="id_one"><option value="">—</option>\n'
        '<optgroup label="EU"><option value="at">Austria &amp; more</option>\n'
        '<option value="de" selected>Germany</option></optgroup></select>'
    )


def test_a_multiple_select_says_so() -> None:
    assert html_of("several") == (
        '<select name="several" required id="id_several" multiple><option value="a">A</option>\n'
        '<option value="b" selected>B</option></select>'
    )


def test_a_radio_button_without_its_label_is_an_input() -> None:
    assert [each.tag() for each in Sample()["radio"]] == [
        '<input type="radio" name="radio" value="x" id="id_radio_0" required>'
    ]


def test_attributes_leave_out_what_is_false_and_write_names_of_what_is_true() -> None:
    assert attributes({"id": "a", "hidden": True, "value": None, "checked": False, "title": '"'}) == (
        ' id="a" hidden title="&quot;"'
    )
