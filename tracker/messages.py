"""What the user is told for each code: what and where, and the next step. One table; the words in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tracker.i18n import N_
from tracker.i18n import gettext as _

STOPPED = {
    # documents
    "no-reader": N_("“{document}” is {found}, none of the files that can be read: {looked_for}. {step}"),
    "two-readers": N_("“{document}” could be read in two ways ({readers}). Save it as CSV or xlsx and import that."),
    "document-empty": N_("“{document}” is empty. Save it again from where it came, and import that."),
    "document-unreadable": N_("“{document}” can't be opened: {reason}. Close it in other programs, and check its path and rights."),
    "document-too-large": N_("“{document}” has {size_mb} MB; at most {limit_mb} are read. Split it and import the parts."),
    "document-is-store": N_("“{document}” is the store itself. Import the files that you got, not the store."),
    "folder-empty": N_("“{document}” holds no files. Name a folder with the files to import."),
    "encoding-unknown": N_("The text of “{document}” can't be told apart: it fits none of the known encodings, or several ({tried}). Save it as UTF-8: in Excel, “CSV UTF-8”."),
    "encoding-damaged": N_("“{document}” is written in {encoding}, but line {line} holds bytes that are no character of it: it is damaged, or its end is missing. Download or save it again; in Excel, “CSV UTF-8”."),
    "cell-too-long": N_("“{document}” has a cell of more than {limit} characters; a quote may not be closed. Correct it and import again."),
    "table-too-large": N_("“{document}” is too large to be read safely ({what}: at most {limit}). Delete columns that aren't needed, or split it and import the parts."),
    "no-rows": N_("“{document}” holds no rows. Fill in at least one row below the headers."),
    "workbook-empty": N_("No sheet of “{document}” holds anything. Fill in at least one row below the headers."),
    "workbook-encrypted": N_("“{document}” asks for a password. Open it in Excel, save it without one, and import that."),
    "workbook-unreadable": N_("“{document}” is damaged or no workbook ({reason}). Open it in Excel, save it as xlsx, and import that."),
    "sheet-unreadable": N_("A sheet of “{document}” is damaged ({reason}). Open it in Excel, save it as xlsx, and import that."),
    "workbook-too-large": N_("“{document}” is too large to be read safely ({what}: at most {limit}). Delete empty sheets and rows, or save the table as CSV."),
    "page-too-large": N_("The page “{document}” is too large to be read safely ({what}: at most {limit}). Show fewer rows on it, or save the table as CSV."),
    "page-unreadable": N_("The page “{document}” can't be read ({reason}). Save it again from the browser."),
    "page-no-html": N_("“{document}” is a message without a page in it. Save the page from the browser: “Webpage, single file” or “HTML only”."),
    "page-no-table": N_("The page “{document}” holds no table of rows. Open the list that you want, save that page, or export it as CSV or xlsx."),
    "json-too-large": N_("“{document}” is too large to be read safely ({what}: at most {limit}). Export fewer rows at a time, or save the table as CSV."),
    "json-unreadable": N_("“{document}” is no whole JSON ({reason}). Download or export it again."),
    "json-no-table": N_("“{document}” is JSON, but holds no list of rows. Export the list itself, or save it as CSV."),
    "archive-too-large": N_("“{document}” is too large to be unpacked safely ({what}: at most {limit}). Unpack it, and import what it holds in parts."),
    "archive-unreadable": N_("“{document}” is damaged ({reason}). Download it again, or unpack it and import what it holds."),
    "archive-encrypted": N_("“{document}” asks for a password. Unpack it, and import what it holds."),
    "archive-empty": N_("“{document}” holds no files. Pack the files to import into it, or import them one by one."),
    "archive-nested": N_("“{document}” lies in an archive and is an archive itself. Unpack it, and import what it holds."),
    # pages
    "page-login": N_("“{document}” shows a login or a check for robots, not the products ({platform}). Open the page in your browser while you are logged in, scroll to its end, save it as “webpage, complete” or .mhtml, and import that; Tracker itself fetches nothing."),
    "page-empty-shell": N_("“{document}” holds no products: its content is filled in by scripts when it is open. Open the page in your browser, scroll to its end, save it as “webpage, complete” or .mhtml, and import that; Tracker itself fetches nothing."),
    "page-layout-changed": N_("“{document}” is a page of the layout “{layout}”, but “{field}” was found in {hits} of {rows} places: the layout has changed, so nothing was taken. Make your own reader of it (tracker reader learn), or copy its rows into a workbook."),
    "page-unknown": N_("“{document}” ({platform}) shows neither products of a known layout nor a table. Make your own reader of it by marking a title and a price: tracker reader learn PAGE --mark 'title=…' --mark 'price=…'"),
    "page-price-part": N_("“{document}”: {value} is so much a month, or one of several parts, so no price; it is left empty. Type the whole price by hand."),
    "page-prices-differ": N_("“{document}” tells of different prices for its product ({value}); the price is left empty. Type it by hand."),
    "page-blocks-unreadable": N_("“{document}”: {blocks} of its blocks of data for machines can't be read and were passed over; what was found beside them was taken. Compare it with the page."),
    "mark-field": N_("“{field}” can't be marked. Fields: {known}"),
    "mark-needed": N_("A reader needs a title and one of: {known}. Mark both: --mark 'title=…' --mark 'price=…'"),
    "mark-unreadable": N_("“{value}” marks nothing. Write the field, =, and a text that stands on the page: --mark 'price=¥129'"),
    "mark-absent": N_("“{text}” stands nowhere in “{document}”. Copy the text as the page shows it, or give the path of an element: tracker reader learn PAGE --outline"),
    "mark-several": N_("“{text}” stands in {count} places in “{document}”: {places}. Mark a product whose text stands there once, or give one of these paths instead."),
    "reader-unknown": N_("There is no reader “{name}”. Readers: {known}"),
    "readers-unreadable": N_("“{document}” holds no readers that can be taken over. Export them with: tracker reader export -o FILE"),
    # tables
    "no-table": N_("No table was found in “{document}”. Looked for a row of headers: of listings a title, link or id and a price or sales; of shops a shop name and a rank or sales; of keywords a keyword and a metric; of a trend a date and a keyword; of own sales a date and orders, units or an amount. Rename the headers so, or use a template."),
    "keyword-needed": N_("“{document}” is a time line, but doesn't say of which keyword (column “{column}”). Say it: --map '{column}=term:KEYWORD', or in the preview of the dashboard."),
    "columns-doubtful": N_("What some columns of “{document}” mean can't be told surely: {columns}. If so, say it: {options}, or choose in the preview of the dashboard."),
    "map-column-unknown": N_("“{document}” has no column “{column}”. Name it as it stands in the header, or by its place: #3."),
    "map-unreadable": N_("“{value}” doesn't say what a column means. Write COLUMN=FIELD, such as “品名=title” or “#3=price”."),
    "map-field-unknown": N_("“{value}”: there is no field “{field}”. Fields: {known}"),
    "mapping-unknown": N_("There is no mapping “{fingerprint}”. See all of them: tracker mappings"),
    "date-order-needed": N_("“{document}” states the period “{value}”, which can be read with the day or the month first. Say which: --date-order day-first or month-first."),
    "column-missing": N_("“{document}” looks like {export}, but lacks the column “{column}”, so its rows can't be told apart. Export it again with that column."),
    "export-not-kept": N_("“{document}” is {export}: it holds {holds}, which is not kept yet. Import tables of listings, shops or keywords; what such a table needs stands in the templates."),
    "rows-alike": N_("“{document}” has {readings} different values for only {keywords} keywords: a column that tells the rows apart is missing. Export it again with that column."),
    "date-needed": N_("“{document}” doesn't say when it was seen, and a file's own date is no answer. Say it: --observed-on 2026-03-01, or “Seen on” in the dashboard."),
    "platform-needed": N_("“{document}” doesn't say which platform it is from (links: {hosts}). Say it: --platform taobao, or “Platform” in the dashboard."),
    "source-needed": N_("“{document}” doesn't say where its keywords come from. Say it: --source 百度指数, or “Source” in the dashboard."),
    "option-no-number": N_("{option} “{value}” is no number. Write it in digits, such as 1200 or 0.1."),
    "name-needed": N_("A product needs a name. Give it: tracker product add NAME"),
    "product-exists": N_("There is a product “{product}” already. Link listings to it: tracker product link"),
    "product-unknown": N_("There is no product “{product}”. Products: {known}. Add it: tracker product add NAME"),
    "member-unknown": N_("“{product}” doesn't hold listing {listing}. See what it holds: tracker ask products"),
    "pack-unreadable": N_("The pack makes no sense: --pack is 1 to {most}, and --amount, more than 0, goes with --unit ({units})."),
    "target-unreadable": N_("The target makes no sense: {parts}. Numbers are not negative, growth lies above -100 % and up to 1000 %, factors lie above 0 and up to 100; an amount, and only that, has a currency."),
    "target-unknown": N_("There is no such target of “{shop}” on {platform}. See all of them: tracker target list"),
    "title-rule-unreadable": N_("The rule makes no sense: {parts}. The limit is a whole number from 1 to {most}, the unit one of {units}."),
    "title-rule-needed": N_("How long a title may be on {platform} isn't known. Say it: --limit N, or for good: tracker title rules set {platform} --limit N --unit characters"),
    "title-needed": N_("There is no title to score. Give one: tracker title score TITLE, --listing ID, or - for lines of standard input"),
    "title-unknown": N_("No title of listing {listing} on {platform} was seen. See all: tracker ask listing-titles"),
    "title-must-long": N_("“{words}” has to stand in the title, but is {length} long; {limit} are allowed. Leave out some of it."),
    "title-must-excluded": N_("“{words}” has to stand in the title and holds a word that mustn't. Take back one of both."),
    "title-rule-unknown": N_("You have set no rule of your own for {field} on {platform}. See all rules: tracker title rules"),
    "word-unreadable": N_("The word can't be kept so: {parts}. A word has letters or digits and at most 60 characters; say its --role (core, attribute, audience, scene, brand, filler), --whole, or, of two characters and more, --apart."),
    "word-unknown": N_("Nothing was said of a word “{word}”. See all of them: tracker word list"),
    "decision-kind-unknown": N_("“{kind}” is no kind of decision. It can be: {known}"),
    "decision-unreadable": N_("The decision makes no sense: {parts}. It needs a platform and a listing, and its texts have at most {limit} characters."),
    "decision-unknown": N_("There is no decision {decision}. See all of them: tracker decision list"),
    "keyword-list-needed": N_("There is no keyword list of {platform} in the store (category {category}, source {source}; lists: {known}). Import one, or give a file: --from FILE"),
    "keywords-absent": N_("“{document}” holds no keyword with a number that can be read. See what an import says of it: tracker import FILE --dry-run"),
    "months-unreadable": N_("“{value}” names no months. Write them as 1 to 12: --high-months '5 6 11'"),
    "option-unreadable": N_("{option} “{value}” can't be read. Dates are written 2026-03-01."),
    "shop-needed": N_("“{document}” doesn't say which shop of yours the sales are of. Give it: --shop NAME, or fill in a column 店铺 (shop)."),
    "kind-not-yet": N_("Files of the kind “{kind}” can't be imported yet. Import shops, listings, keywords, a trend or own sales."),
    "news-not-yet": N_("“{document}” is a news feed; feeds can't be imported yet. Import listings, shops, keywords or trends."),
    # the store
    "store-locked": N_("The store {path} is in use by another program (process {pid}). Wait until it is done, or end it, and try again."),
    "store-damaged": N_("The store {path} can't be read: {reason}. Nothing was changed. Put back a copy of it, or name another store with --store."),
    "store-unwritable": N_("The store {path} can't be opened or written: {reason}. Check that its folder is there and may be written to, and that the disk has room; what is stored already is untouched."),
    "store-too-new": N_("The store {path} was written by a newer Tracker (schema {found}, this one knows {known}). Update Tracker: pip install --upgrade."),
    "store-linked": N_("The store {path} has a second name (a hard link), which is not safe for a database. Copy it to a file of its own."),
    "store-is-folder": N_("{path} is a folder. Name the store's file: --store {path}/tracker.duckdb"),
    "document-damaged": N_("The kept document {path} is absent or changed ({reason}). Import the file again to keep it anew."),
    "batch-unknown": N_("There is no batch {batch}. See all of them: tracker batches"),
    "batch-undone": N_("Batch {batch} was undone already, on {undone_at}. Import its file again to have it back."),
    "timezone-unknown": N_("TRACKER_TIMEZONE “{value}” is no time zone. Write it as Asia/Shanghai."),
    "setting-unreadable": N_("The setting {name} is “{value}”, which is no whole number above 0. Correct it, or remove it."),
    # questions and exports
    "question-unknown": N_("There is no question “{name}”. Questions: {known}"),
    "parameter-unknown": N_("The question {question} has no parameter “{parameter}”. It has: {known}"),
    "question-needed": N_("“{options}” belong to a question: tracker ask NAME {options}. Without a name, tracker ask lists the questions."),
    "option-malformed": N_("“{value}” is no option. Options are written --name value."),
    "number-unreadable": N_("{parameter} “{value}” can't be read as a number. Numbers are written 13, 0.1 or 10%."),
    "choice-unknown": N_("{parameter} “{value}” is unknown. It can be: {known}"),
    "number-out-of-range": N_("{parameter} {value} is out of range: it can be {low} to {high}."),
    "parameter-unreadable": N_("{parameter} “{value}” can't be read as a time. Times are written 2026-03-01 or 2026-03-01 09:30."),
    "format-unknown": N_("“{path}” says no format that can be written. Let it end in one of: {known}"),
    "field-needs": N_("--field {field} fills a field of one platform with words: give --platform, and let the file end in .txt."),
    "field-unknown": N_("No rule is known for the field “{field}” on {platform}. See them: tracker title rules; or set your own: tracker title rules set {platform} --field {field} --limit N --unit U"),
    "output-needed": N_("{format} can't be shown on a screen. Say where to: -o FILE"),
    "output-unwritable": N_("{path} can't be written: {reason}. Close it in other programs, or choose another place."),
    "workbook-too-small": N_("A workbook takes {limit} rows; the answer has {rows}. Filter it (--since, --source), or write it as csv."),
    "cell-too-small": N_("A cell of a workbook takes {limit} characters, and one of the answer is longer. Write it as csv or json."),
    # formulas
    "formula-unreadable": N_("“{expression}” can't be read as a formula at “{part}”. A formula is made of metrics, numbers, + - * / and brackets, and powers such as supply ^ 2; it names one metric at least."),
    "formula-long": N_("The formula is too long: it can have {limit} characters, and {parts} numbers, metrics and signs. Say it in a shorter way."),
    "formula-divides-by-zero": N_("“{expression}” divides by zero whatever is put in: “{part}”. Divide by a metric, such as supply."),
    "formula-name": N_("A formula can't be called “{name}”. Its name has 1 to {limit} characters on one line, and is none of a packaged formula or weighting. See those: tracker formula list"),
    "formula-unknown": N_("There is no formula “{name}”. Formulas: {known}. See all of them: tracker formula list"),
    "metric-unknown": N_("“{metric}” is no metric of keywords. Near to it: {near}. Metrics are called as in the heads of exports, or as in docs/formats/columns.md."),
    # where numbers come from
    "listing-unknown": N_("There is no listing “{listing}” on {platform}. Near to it: {near}. See all of them: tracker ask listings --platform {platform}"),
    "listing-ambiguous": N_("“{listing}” is the title of {count} listings: {keys}. Name one of them by its ID or link."),
    "shop-unknown": N_("No table of shops said anything of “{shop}” on {platform}. Near to it: {near}. Its listings, if there are any: tracker ask listings --platform {platform} --shop '{shop}'"),
    "own-shop-unknown": N_("No sales of a shop “{shop}” on {platform} were imported. Near to it: {near}. See what was: tracker ask own-sales --platform {platform}"),
    "keyword-unknown": N_("{source} said nothing of the keyword “{keyword}”. Near to it: {near}. See all of them: tracker ask keyword-readings --source {source}"),
    "observation-unknown": N_("{subject} is known, but nothing of it as you asked. It was seen on {days}: ask for one of these days, or for all."),
    "row-gone": N_("Row {row} of {document} can't be found any more: the table is read in another way now than when it was imported. Open the document: tracker document BATCH -o FILE"),
    "output-exists": N_("{path} is there already. Name another file, or write over it: --force"),
    "mappings-unreadable": N_("“{document}” is no list of column mappings as Tracker writes it ({reason}). Write one with: tracker mappings export -o FILE"),
    "mapping-foreign": N_("“{document}”: the fingerprint {fingerprint} isn't that of its headers, which is {expected}. Write the list anew with: tracker mappings export -o FILE"),
    # the command line
    "parameter-needed": N_("{parameter} has to be given: {meaning}"),
    "value-unfit": N_("{parameter} takes {takes}, not “{value}”."),
    "value-needed": N_("{option} needs a value behind it: {meaning}"),
    "value-unwanted": N_("{option} takes no value: write it alone."),
    "option-near": N_("{command} has no option “{option}”. Near to it: {near}"),
    "option-unknown": N_("{command} has no option “{option}”. It has: {known}"),
    "option-misplaced": N_("{option} stands behind the command: {command} {option}"),
    "command-needed": N_("A command has to follow {command}: {known}"),
    "command-near": N_("{command} has no command “{name}”. Near to it: {near}"),
    "command-unknown": N_("{command} has no command “{name}”. It has: {known}"),
    "words-left-over": N_("{command} has no use for “{words}”. Put quotation marks around a text that holds blanks."),
    # programs
    "port-in-use": N_("Port {port} is in use. Choose another one: --port 8599"),
    "dashboard-ended": N_("The dashboard ended by itself (exit code {exit_code}). Try again; its words stand above."),
    "unexpected": N_("Something unexpected happened: {error}. Nothing was stored of the step at hand. Set TRACKER_DEBUG=1 and try again for details."),
}  # fmt: skip
"""Codes of errors that stop a step."""

REJECTED = {
    "columns-shifted": N_("The cells of the row don't fit the header: a comma inside a value may not be quoted, as in 1,299, or a separator or the row's end is missing. Quote such values, or export the file again."),
    "platform-missing": N_("The row names no platform. Fill it in, or give --platform."),
    "date-missing": N_("The row has no date. Fill it in, or give --observed-on."),
    "date-unreadable": N_("“{value}” is no date that can be read. Write it as 2026-03-01."),
    "date-ambiguous": N_("“{value}” can be read as several dates. Write it as 2026-03-01, or say which number is the day: --date-order day-first or month-first."),
    "date-incomplete": N_("“{value}” lacks the year or the day. Write it as 2026-03-01."),
    "date-relative": N_("“{value}” depends on the day it was written. Write the date itself, as 2026-03-01."),
    "row-is-total": N_("The row adds up others (“{value}”), so it is left out. If it is a listing, give its link or id."),
    "hour-unreadable": N_("“{value}” is no hour of a day, 0 to 23. Write it as 9 or 09:00; leave it empty for a whole day."),
    "exact-needed": N_("“{value}” is not one number; own sales are exact, and the cell is left empty. Write the number alone."),
    "date-is-range": N_("“{value}” is a period, not a day. Write one day, as 2026-03-01."),
    "identity-missing": N_("The row doesn't say what it is about: no title, link, id, shop name or keyword. Fill in one of them."),
    "key-rounded": N_("The id “{value}” was rounded by a spreadsheet, so it may belong to several products. Format the column as text before you export, or give the link."),
    "source-missing": N_("The row names no source. Fill it in, or give --source."),
    "nothing-measured": N_("The row says what it is about, but holds no value: no price, no sales, no metric. Fill in at least one."),
    "price-unreadable": N_("“{value}” is no price that can be read; the cell is left empty. Write it as 129 or 59-129."),
    "price-negative": N_("“{value}” is less than nothing, so no price; the cell is left empty. Write the price itself."),
    "price-scaled": N_("“{value}” is too much to be a price there: it may count parts of the currency, as the platform's interface does; the cell is left empty. Write the price itself, such as 15.90."),
    "price-instalment": N_("“{value}” is one of several payments, not the price; the cell is left empty. Fill in what the whole costs."),
    "price-per-unit": N_("“{value}” is the price of a measure or of several pieces, not of the thing; the cell is left empty. Fill in what one costs."),
    "price-other": N_("“{value}” is a deposit, a saving, the shipping, or a price for some buyers alone; the cell is left empty. Fill in the price for everybody."),
    "price-ambiguous": N_("“{value}” holds several prices, and which one is meant isn't told; the cell is left empty. Keep one of them, or write 原价 (list) or 券后 (after coupon) before it."),
    "count-unreadable": N_("“{value}” is no count that can be read; the cell is left empty. Write it as 1200 or 1.2万+."),
    "count-ambiguous": N_("“{value}” holds several counts, and which one is meant isn't told; the cell is left empty. Keep one of them."),
    "count-fractional": N_("“{value}” is no whole number; the cell is left empty. Write the whole number, as 1200."),
    "count-negative": N_("“{value}” is less than nothing, so no count; the cell is left empty. Write the count itself."),
    "count-of-other": N_("“{value}” counts something else than “{column}”; the cell is left empty. Put it into a column of its own."),
    "not-a-sale": N_("“{value}” counts people who looked, liked or reviewed, not sales; the cell is left empty. Fill in the sales, if they are known."),
    "number-unreadable": N_("“{value}” is no number that can be read; the cell is left empty. Write it in digits, as 1234.5."),
    "number-ambiguous": N_("“{value}” can be read as several numbers; the cell is left empty. Write it without separators."),
    "number-too-large": N_("“{value}” is too large to be a value; the cell is left empty. Correct it."),
    "range-reversed": N_("“{value}” runs from more to less; the cell is left empty. Write the smaller end first."),
    "rank-unreadable": N_("“{value}” is no rank that can be read; the cell is left empty. Ranks are 1, 2, 3, …"),
    "rating-unreadable": N_("“{value}” is no rating that can be read; the cell is left empty. Write it as 4.8 or 4.8/5."),
    "ratio-unreadable": N_("“{value}” is no percentage that can be read; the cell is left empty. Write it as 12.3%."),
    "ratio-ambiguous": N_("“{value}” may be a percentage or a fraction; the cell is left empty. Write it with %."),
    "word-unknown": N_("“{value}” is none of the words known for “{column}”; the cell is left empty. Write it as the comments in the templates do."),
}  # fmt: skip
"""Codes of rejected rows and cells."""


SIZES = {
    "page_bytes": N_("size of the page"),
    "attributes": N_("attributes of one tag"),
    "zip_entries": N_("files inside it"),
    "zip_directory_bytes": N_("its list of contents"),
    "unpacked_bytes": N_("size unpacked"),
    "unpacked_ratio": N_("times its packed size"),
    "columns": N_("columns"),
    "sheet_rows": N_("rows of one sheet"),
    "rows": N_("rows"),
    "row_characters": N_("characters in one row"),
    "line_characters": N_("characters in one line"),
    "head_characters": N_("characters in the first rows"),
    "characters": N_("characters"),
    "levels": N_("levels of nesting"),
    "memory_bytes": N_("memory to read it"),
    "file_bytes": N_("size of what was read"),
    "cpu_seconds": N_("computing time"),
    "wall_seconds": N_("time to read it"),
}
"""What of a document was measured; the part behind the last `_` may be its unit."""

FOUND = {
    "unknown": (N_("of no known kind"), N_("Save it as CSV or xlsx and import that.")),
    "pdf": (N_("a PDF document"), N_("Export the table as CSV or xlsx where the PDF came from, or copy it from there into a spreadsheet.")),
    "picture": (N_("a picture"), N_("Type the numbers into a template, or export the table where the picture was taken.")),
    "video": (N_("a video or sound"), N_("Type the numbers into a template.")),
    "database": (N_("a database"), N_("Export the table as CSV from the program that it belongs to.")),
    "parquet": (N_("a Parquet or Arrow file"), N_("Save it as CSV and import that.")),
    "archive-other": (N_("an archive that can't be unpacked here"), N_("Unpack it and import what it holds, or pack it as zip.")),
    "shortcut": (N_("a shortcut, not the file it leads to"), N_("Open it, save what it shows, and import that.")),
    "webarchive": (N_("a page that Safari saved, or a property list"), N_("Save the page again as page source (HTML).")),
    "program": (N_("a program"), N_("Import the files that it writes.")),
    "rich-text": (N_("a text with formatting"), N_("Copy its table into a spreadsheet, and save that as xlsx.")),
    "document": (N_("a text document, as Word writes it"), N_("Copy its table into a spreadsheet, and save that as xlsx.")),
    "slides": (N_("slides"), N_("Copy its table into a spreadsheet, and save that as xlsx.")),
    "book": (N_("an electronic book"), N_("Save it as CSV or xlsx and import that.")),
    "numbers": (N_("a document of Apple Numbers or Pages"), N_("Export it as xlsx or CSV (File › Export To) and import that.")),
    "ole2": (N_("a document of an Office program, but no workbook"), N_("Copy its table into a spreadsheet, and save that as xlsx.")),
    "svg": (N_("a drawing"), N_("Export the table that it was drawn from, as CSV or xlsx.")),
    "remarks": (N_("a page or feed without content, remarks alone"), N_("Save it again from where it came, and import that.")),
    "xml": (N_("XML of a kind that isn't known"), N_("Save it as CSV or xlsx and import that.")),
    "incomplete": (N_("a download that isn't finished"), N_("Let the download finish, and import the whole file.")),
}  # fmt: skip
"""What a document is that no reader claims, and the next step; by the names of tracker.read.sniff."""

_LONGEST = 80
"""Characters of a quoted cell; the whole text stands beside the message."""


class _Facts(dict[str, object]):
    """Facts of a message; one that nobody gave is a question mark, for a message must not fail."""

    def __missing__(self, name: str) -> str:
        return "?"


def render(code: str, facts: Mapping[str, object]) -> str:
    """The message of an error's code. Raises LookupError for a code without one."""
    if "what" in facts:
        facts = _measured(facts)
    elif "found" in facts:
        facts = _named(facts)
    return _filled(STOPPED[code], facts)


def rejection_message(code: str, column: str | None, value: str | None) -> str:
    """The message of a rejected row or cell; a long value is cut. Raises LookupError for a code without one."""
    short = value if value is None or len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return _filled(REJECTED[code], {"column": column, "value": short})


def _measured(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a workbook that is too large, its measure in words and its limit with a unit."""
    what, limit = str(facts["what"]), facts.get("limit")
    if isinstance(limit, int):
        unit = what.rpartition("_")[2]
        limit = {"bytes": f"{limit / 1e6:g} MB", "seconds": f"{limit} s"}.get(unit, f"{limit:,}")
    return {**facts, "what": _(SIZES[what]) if what in SIZES else what, "limit": limit}


def _named(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of a document that no reader claims, what it is in words, and the next step."""
    name, step = FOUND.get(str(facts["found"]), FOUND["unknown"])
    return {**facts, "found": _(name), "step": _(step)}


def _filled(template: str, facts: Mapping[str, object]) -> str:
    return _(template).format_map(_Facts({name: _shown(value) for name, value in facts.items()}))


def _shown(value: object) -> object:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    return "?" if value is None or value == "" else value
