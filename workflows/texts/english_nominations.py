"""What entry conditions on nominations and their papers found, in English."""

from __future__ import annotations

from typing import Final

FOUND: Final = {
    "not_self_nominated": {
        "holds": "Nominator and nominee are different persons.",
        "does-not-hold": "Nominator and nominee have the same name or e-mail address. Please ask "
        "a colleague to nominate.",
        "unknown": "The name of the nominee or of the nominator is missing. Please enter both.",
    },
    "declared": {
        "holds": "The declaration has been made.",
        "does-not-hold": "The declaration has not been made.",
        "unknown": "The declaration has not been made yet. Please read it, and tick it if it is "
        "true.",
    },
    "within_quota": {
        "holds": "{count:nomination|nominations} in this category by this nominator; at most "
        "{most} allowed.",
        "does-not-hold": "{count:nomination|nominations} in this category by this nominator; at "
        "most {most} allowed. Please choose, and withdraw the others.",
        "unknown": "It is not known how many nominations this nominator made in this category; "
        "at most {most} allowed.",
    },
    "body_within_quota": {
        "holds": "{count:nomination|nominations} in this category by people of the nominator's "
        "institution; at most {most} allowed.",
        "does-not-hold": "{count:nomination|nominations} in this category by people of the "
        "nominator's institution; at most {most} allowed. Please agree with your colleagues "
        "which one stays.",
        "unknown": "The nominator's institution is not known. Please enter it in your account; "
        "at most {most:nomination|nominations} of one body are allowed.",
    },
    "answer_is": {
        "holds": "The answer is one that this category allows.",
        "does-not-hold": "The answer is not one that this category allows. Please look whether "
        "another category fits.",
        "unknown": "The question has no answer yet. Please choose one.",
    },
    "rows_between": {
        "holds": "{count} listed; {fewest} to {most} are asked for.",
        "does-not-hold": "{count} listed; {fewest} to {most} are asked for. Please add or remove "
        "some.",
        "unknown": "Nothing is listed yet; {fewest} to {most} are asked for.",
    },
    "some_row_elsewhere": {
        "holds": "{count:letter|letters} from outside the nominee's institution and country; at "
        "least {fewest} asked for.",
        "does-not-hold": "{count:letter|letters} from outside the nominee's institution and "
        "country; at least {fewest} asked for. Please ask for more from outside.",
        "unknown": "The letters, an institution or a country is missing, or two institutions "
        "look alike. At least {fewest:letter|letters} must come from outside the nominee's "
        "institution and country; please complete the list.",
    },
    "rows_differ_at_least": {
        "holds": "{count} different ones; at least {fewest} are asked for.",
        "does-not-hold": "{count} different ones; at least {fewest} are asked for. Please ask "
        "elsewhere too.",
        "unknown": "{count} certainly different; at least {fewest} are asked for. Something is "
        "missing, or two look alike; please write them out in full.",
    },
    "rows_by_others": {
        "holds": "Everybody listed is another person than nominee and nominator.",
        "does-not-hold": "{person} is the nominee or the nominator. Please ask somebody else to "
        "write.",
        "unknown": "Nobody is listed yet, or a name is missing. Please enter all names.",
    },
    "rows_since_at_least": {
        "holds": "{count} of {since} or later; at least {fewest} are asked for.",
        "does-not-hold": "{count} of {since} or later; at least {fewest} are asked for. Please "
        "list more recent ones.",
        "unknown": "{count} certainly of {since} or later; at least {fewest} are asked for. "
        "Please list them with their years.",
    },
    "words_at_most": {
        "holds": "{count:word|words}; at most {most} allowed.",
        "does-not-hold": "{count:word|words}; at most {most} allowed. Please shorten the text.",
        "unknown": "The text is not written yet; at most {most:word|words} allowed.",
    },
    "answered": {
        "holds": "The question is answered.",
        "does-not-hold": "The question is not answered.",
        "unknown": "The question has no answer yet. Please answer it.",
    },
    "written_in": {
        "holds": "{percent} % of the letters are {script}; at least {fewest} % are asked for.",
        "does-not-hold": "{percent} % of the letters are {script}; at least {fewest} % are asked "
        "for. Please write in the language asked for, and keep only names and terms in others.",
        "unknown": "The text is not written yet; at least {fewest} % of its letters must be "
        "{script}.",
    },
    "language_is": {
        "holds": "The language is one that is allowed.",
        "does-not-hold": "The language is not one that is allowed. Please send a translation "
        "beside the original.",
        "unknown": "The language is not given yet. Please choose it.",
    },
    "files_at_least": {
        "holds": "{count:document|documents} attached; at least {fewest} asked for.",
        "does-not-hold": "{count:document|documents} attached; at least {fewest} asked for. "
        "Please attach the others.",
        "unknown": "Nothing is attached yet; please attach at least {fewest:document|documents}.",
    },
    "pages_at_most": {
        "holds": "{count:page|pages} at most; {most} allowed ({files:document|documents}).",
        "does-not-hold": "{count:page|pages}; at most {most} allowed. Please attach a shorter "
        "version ({files:document|documents} now).",
        "unknown": "Nothing is attached yet, or its pages are not counted "
        "({files:document|documents}); at most {most:page|pages} allowed.",
    },
    "not_laureate_before": {
        "holds": "The register of laureates shows no award that stands in the way.",
        "does-not-hold": "The register of laureates shows an award of {year}. The same award is "
        "given only once, another one only after {years:year|years}.",
        "unknown": "Without the nominee's name the register of laureates cannot be searched. "
        "Please enter the name.",
    },
    "nominator_is_laureate": {
        "holds": "The register of laureates has the nominator.",
        "does-not-hold": "The register of laureates does not have the nominator.",
        "unknown": "Without the nominator's name the register of laureates cannot be searched. "
        "Please complete your account.",
    },
    "valid_for_editions": {
        "holds": "This is edition number {edition} of the nomination; it is valid for {most}.",
        "does-not-hold": "This would be edition number {edition} of the nomination; it is valid "
        "for {most}. The nominee can be nominated anew in a later edition.",
        "unknown": "Without the nominee's name the earlier nominations cannot be searched. "
        "Please enter the name; a nomination is valid for {most:edition|editions}, and this "
        "is number {edition}.",
    },
    "renewed_when_nominated_before": {
        "holds": "Nothing new has to be shown, or the nomination says what is new.",
        "does-not-hold": "The nomination does not say what is new since {year}.",
        "unknown": "The nominee was, or may have been, nominated before ({year}). Please say "
        "what is new since.",
    },
    "in_categories_at_most": {
        "holds": "The nominee stands in {count:category|categories}; at most {most} allowed.",
        "does-not-hold": "The nominee stands in {count:category|categories} of this edition; at "
        "most {most} allowed. The secretariat will ask which one stays.",
        "unknown": "The nominee certainly stands in {count:category|categories}; at most {most} "
        "allowed. Another nomination may be of the same person.",
    },
}  # fmt: skip
