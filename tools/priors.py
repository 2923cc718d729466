"""What one would guess the weights of `cardscan/parse/data/labels.json` to be: `fit_labels.py` draws them to these."""

#: Of each label, by feature of the first round.
PRIOR = {
    "fn": {
        "name": 1.0, "name_all": 1.5, "honorific": 1.0, "local_name": 1.5, "unspaced_name": 1.5, "initial": 0.5,
        "comma": -1.0, "any_digit": -2.0, "amp": -1.0, "colon": -1.0, "title": -1.5, "org": -1.0, "address": -1.0,
        "words6": -2.0, "proper": 0.5, "name_like_two": 1.0, "owner": 2.0, "amp_proper": -1.0, "bracket": -1.5,
        "abbreviated": -1.5, "lead": -1.0, "junior": 2.0, "ring": -4.0, "street": -4.0,
    },
    "title": {
        "title": 3.5, "any_digit": -1.0, "address": -1.0, "legal": -1.0, "words6": -0.5,
    },
    "dept": {
        "dept": 3.0, "title": -1.0, "any_digit": -1.0,
    },
    "org": {
        "legal": 2.5, "org": 1.5, "domain": 1.0, "domain_high": 1.0, "tall": 0.7, "tallest": 0.5,
        "tall_domain": 1.0, "covers_much": 1.0, "amp_proper": 1.0, "abbreviated": 1.5, "lead": 1.0,
        "address": -1.0, "title": -1.0, "degree": -4.0, "honorific": -1.0, "any_digit": -0.5,
        "comma_end": -1.0, "name_all": -0.5, "bracket": -2.0, "ring": 2.0,
    },
    "adr": {
        "address": 3.0, "street": 4.0, "unspaced_address": 2.0, "postcode": 1.0, "house": 0.5,
        "comma": 0.5, "comma_end": 1.0,
        "country": 1.5, "city": 0.5,
        "register": -2.0, "cities": -2.0, "degree": -4.0, "title": -1.0, "name_all": -0.5,
    },
    "suffix": {
        "degree": 6.0,
    },
    "other": {
        "unread": 2.0, "clock": 2.0, "unlike": 1.0, "bracket": 0.5, "words6": 0.5, "small": 0.5, "lower": 0.5,
        "common": 0.5, "cities": 1.5,
        "register": 1.5,
    },
}  # fmt: skip
#: Of the choice of a company's name, by what a candidate is described by.
COMPANY_PRIOR = {
    "org_max": 1.0, "org_min": 0.5, "org_mean": 0.5, "three": -0.3, "four": -0.8, "scripts": -3.0, "local": 2.0,
    "acronym": -1.0, "abbreviated": 1.0, "left_even": -1.0, "brand": -2.0, "job": -1.0, "honorific": -2.0,
    "address": -1.0, "unread": -1.0, "left": -0.8, "domain": 1.0, "domain_near": 0.7, "domain_is": 0.7,
    "domain_part": 0.5, "initials": 0.7, "form": 1.0, "form_named": 0.5, "form_end": 0.3, "org_word": 1.0,
    "generic": -1.2, "completed": 1.0, "wants": -0.8, "follows": -1.0, "fn": -2.0, "adr": -2.0, "title": -1.5,
    "other": -1.0, "tall": 1.5, "beside": -0.7, "gap": -0.7, "aligned": 0.2, "repeats": 0.6, "one_word": -0.2,
    "wordy": -0.4, "tiny": -0.8, "short": -0.3, "digits": -0.5, "list": -0.4, "open": -2.0, "top": 0.3,
    "ink_uneven": -0.5, "ink_out_even": -0.5, "covers_much": 0.7, "owner": -0.5, "agreed": -1.5, "cut": -1.5,
    "bracket": -3.0, "tail": -1.0, "more": -1.0, "enough": 0.5, "inner": -2.0, "lead": 0.5,
    "lead_left": -1.5, "slogan": -2.0, "ground": -1.0, "ring": 1.5, "trade": -1.0, "twice": -2.0, "none": 1.5,
}  # fmt: skip
