internal import Mustache

/// The HTML of letters. Only `{{{…}}}` stands in it: what comes out is an `HTMLText` always.
enum LetterTemplate {
    /// Of the sender's line, in points.
    static let senderSize = 8.0

    /// The page up to the first letter.
    static let start = template(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noindex">
        <link rel="icon" href="data:,">
        <title>{{{campaign}}}: letters</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>

        """)

    /// What stands in place of letters where there is none.
    static let nobody = "<p>Nobody is to be written to by post.</p>\n"

    /// What stands behind the last letter.
    static let end = "</body>\n</html>\n"

    /// What all letters have alike: sender, headline and title.
    static let head = template(
        """
        <header class="head">
        <p class="sender">{{{sender}}}</p>
        <h1>{{{headline}}}</h1>
        <p class="title" dir="auto">{{{title}}}</p>
        </header>
        """)

    /// What all letters have alike: the product.
    static let product = template(
        """
        <div class="product">
        <div>{{#sections}}<section><h2>{{{heading}}}</h2>{{#paragraphs}}<p dir="auto">{{{.}}}</p>{{/paragraphs}}</section>
        {{/sections}}</div>
        {{{picture}}}
        </div>
        """)

    static let picture = HTMLText(
        html: "<div class=\"picture\" role=\"img\" aria-label=\"Picture of the product\"></div>")

    /// What all letters have alike: hazard, what to do, remedy, contact.
    static let action = template(
        """
        {{#hazard}}<section class="hazard"><h2>{{{heading}}}</h2>{{#paragraphs}}<p dir="auto">{{{.}}}</p>{{/paragraphs}}</section>
        {{/hazard}}{{#sections}}<section><h2>{{{heading}}}</h2>{{#paragraphs}}<p dir="auto">{{{.}}}</p>{{/paragraphs}}</section>
        {{/sections}}<section><p>{{{closing}}}</p></section>
        """)

    /// What all letters have alike: what the recall is called, and since when.
    static let recall = template(
        """
        <dt>Date</dt><dd>{{{date}}}</dd><dt>Recall</dt><dd>{{{campaign}}}</dd><dt>Issued on</dt><dd>{{{issued}}}</dd>
        """)

    /// How letters of one kind of notice begin.
    static let opening = template("<p>{{{greeting}}}</p>\n<p>{{{opening}}}</p>")

    /// One letter. What is alike in all is rendered before, and names are few: one takes longer than a page of text.
    static let letter = template(
        """
        <article class="letter">
        {{{head}}}
        <address class="address" style="{{{addressStyle}}}">{{{address}}}</address>
        <dl class="reference">{{{recall}}}<dt>Your reference</dt><dd>{{{recipient}}}</dd></dl>
        <main class="body">
        {{{opening}}}
        {{{product}}}
        <section><h2>Your affected units</h2>
        <dl class="facts" style="font-size:{{{factsSize}}}pt">{{{facts}}}</dl></section>
        {{{action}}}
        </main>
        </article>

        """)

    static let reminder = "<dt class=\"reminder\">Reminder</dt>"

    /// - Parameter picture: A `data:` address; empty where there is none.
    static func style(_ layout: LetterLayout, picture: String) -> String {
        let measure = LetterLayout.Measure.self
        let image =
            picture.isEmpty
            ? ""
            : """

            .picture{flex:none;width:\(measure.pictureWidth)pt;height:\(measure.pictureHeight)pt;\
            margin-top:\(measure.section)em;background:url(\(picture)) center/contain no-repeat;\
            -webkit-print-color-adjust:exact;print-color-adjust:exact}
            """
        return """
            @page{margin:0}
            *{box-sizing:border-box;margin:0;padding:0}
            html{font:10pt/1.3 Arial,"Liberation Sans",Helvetica,"DejaVu Sans",sans-serif;color:#000;\
            -webkit-text-size-adjust:none;text-size-adjust:none;-webkit-font-smoothing:antialiased}
            .letter{position:relative;width:\(LetterPage.sheet.width)mm;height:\(LetterPage.sheet.height)mm;\
            overflow:hidden;break-after:page;break-inside:avoid;background:#fff;overflow-wrap:anywhere}
            .letter:last-child{break-after:auto}
            .head{\(LetterPage.head.css)}
            .sender{font-size:\(senderSize)pt;line-height:11pt;height:11pt;color:#333;white-space:nowrap;overflow:hidden}
            h1{font-size:22pt;line-height:27pt;font-weight:bold;color:#b00000;margin-top:3pt}
            .title{font-size:\(layout.titleSize)pt;line-height:1.2;font-weight:bold}
            .address{\(LetterPage.address.css);line-height:\(AddressBlock.lineHeight);font-style:normal;\
            white-space:nowrap;text-align:left;display:flex;flex-direction:column;justify-content:center}
            .reference{\(LetterPage.reference.css);font-size:8.5pt;line-height:1.25;overflow:hidden}
            .reference dt{color:#333;font-size:7.5pt;margin-top:2pt}
            .reference .reminder{color:#b00000;font-size:11pt;font-weight:bold}
            .body{\(LetterPage.body.css);font-size:\(layout.size)pt;line-height:\(measure.line)}
            .body>p+p,section>p+p{margin-top:\(measure.paragraph)em}
            section{margin-top:\(measure.section)em}
            h2{font-size:1em;font-weight:bold}
            .product{display:flex;gap:\(measure.pictureGap)pt}
            .product>div:first-child{flex:1 1 0;min-width:0}
            .hazard{padding:\(measure.frame)em .6em;border-left:.4em solid #b00000}
            .facts{display:grid;grid-template-columns:\(LetterFacts.labelWidth)mm 1fr;white-space:nowrap}
            .facts dt{color:#333}
            @media screen{html{background:#ddd}.letter{margin:8mm auto;box-shadow:0 0 2mm #999}}\(image)
            """
    }

    private static func template(_ text: String) -> MustacheTemplate {
        do {
            return try MustacheTemplate(string: text)
        } catch {
            preconditionFailure("a template of the letters cannot be parsed: \(error)")
        }
    }
}
