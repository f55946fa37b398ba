#!/usr/bin/env python3
"""Writes tests/oracle/holidays.txt: public holidays of 2015-2050 as PyPI's `holidays` 0.109 reckons them.

    python3 tests/oracle/make_holidays.py > tests/oracle/holidays.txt

One line a code and year, `CODE YEAR mm-dd ...`. A region's line gives what differs from its nation's: `+mm-dd` and
`-mm-dd`. Category public, observed days included; the nation alone is the library's answer without a subdivision.
"""

import holidays

YEARS = range(2015, 2051)

# Code as tierdesk writes it: a nation and the regions of it that are covered.
CODES = {
    "AT": "",
    "AU": "ACT NSW NT QLD SA TAS VIC WA",
    "BE": "",
    "BG": "",
    "CA": "AB BC MB NB NL NS NT NU ON PE QC SK YT",
    "CH": "AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH",
    "CZ": "",
    "DE": "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH",
    "DK": "",
    "ES": "AN AR AS CB CE CL CM CN CT EX GA IB MC MD ML NC PV RI VC",
    "FI": "01",
    "FR": "57 6AE 971 972 973 974 976 BL MF NC PF PM WF",
    "GB": "ENG NIR SCT WLS",
    "GR": "",
    "HR": "",
    "HU": "",
    "IE": "",
    "IT": "",
    "NL": "",
    "NO": "",
    "NZ": "AUK CAN CIT HKB MBH NSN NTL OTA STL TKI WGN WTC",
    "PL": "",
    "PT": "20 30",
    "RO": "",
    "RS": "",
    "SE": "",
    "SI": "",
    "SK": "",
    "US": "AK AL AR AS AZ CA CO CT DC DE FL GA GU HI IA ID IL IN KS KY LA MA MD ME MI MN MO MP "
    "MS MT NC ND NE NH NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY",
}


def days(nation, region, year):
    found = holidays.country_holidays(
        nation, subdiv=region, years=year, observed=True, categories=(holidays.constants.PUBLIC,)
    )
    return {f"{day:%m-%d}" for day in found if day.year == year}


def main():
    assert holidays.__version__ == "0.109", holidays.__version__
    print("# Made by tests/oracle/make_holidays.py from PyPI holidays 0.109; see there for the format.")
    for nation in sorted(CODES):
        national = {year: days(nation, None, year) for year in YEARS}
        for year in YEARS:
            print(nation, year, *sorted(national[year]))
        for region in CODES[nation].split():
            for year in YEARS:
                own = days(nation, region, year)
                further = [f"+{day}" for day in sorted(own - national[year])]
                lacking = [f"-{day}" for day in sorted(national[year] - own)]
                print(f"{nation}/{region}", year, *further, *lacking)


if __name__ == "__main__":
    main()
