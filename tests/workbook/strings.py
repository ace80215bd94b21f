"""Labels that no output is made for: each must come out as a label, or not get in at all."""

SCRIPT = [
    '<script>alert(1)</script>', '</script><script>alert(2)</script>', '"><img src=x onerror=alert(3)>', "'><svg onload=alert(4)>",
    '<iframe src="javascript:alert(5)"></iframe>', '<!-- a comment', '-->', '<![CDATA[ x ]]>', ']]>', '</title><script>x()</script>', '</style><b>', '</table></main>',
    '&lt;script&gt;', '&amp;amp;', '&#60;b&#62;', '&nbsp;&copy;', '&', '<', '>', '<b', 'a<b>c', '{{7*7}}', '${7*7}', '<%= 1 %>', '#{1}', '{% raw %}', 'javascript:alert(6)',
    'data:text/html,<b>x</b>', ' onmouseover=alert(7) x=', 'style=display:none', '<base href=//example.org>', '<meta http-equiv=refresh content=0>', '</td></tr><tr><td>',
    '<a href="https://example.org">here</a>', '<?xml version="1.0"?>', '<?php echo 1 ?>', '%3Cscript%3E', '\\u003cscript\\u003e', '<ſcript>', '＜script＞',
]
FORMULA = [
    '=1+1', '=SUM(A1:A9)', "=cmd|' /C calc'!A0", '+1', '+SUM(1,1)', '-1', '-2+3', '@SUM(1)', '@', '=', '+', '-', '\t=1+1', '\r=1+1', '\n=1+1', ' =1+1', "'=1+1", "'", '"=1+1"', '=HYPERLINK("https://example.org","x")',
    '=IMPORTXML("https://example.org","//a")', '=WEBSERVICE("https://example.org")', 'DDE("x";"y";"z")', '{=1}', '{=SUM(A1)}', '=1;2', '%0A=1', '＝1+1', '−1', 'https://example.org/', 'mailto:a@example.org',
    "internal:'Cover'!A1", 'external:c:\\x.xlsx', 'file:///etc/passwd', '\\\\server\\share', '#REF!', '#N/A', 'TRUE', 'NULL', 'nan', 'inf', '1e5', '0x1F', '1,000', '01/02/2024', '2024-01-02', '1/2', '£5', '5%', '[1]', 'A1', '$A$1', "Cover'!A1", '_x0041_', '_x000D_', '_x005F_', 'x_x000D_y',
]
SHAPES = [
    '\u202etxt.exe', '\u202aa\u202c', '\u2066x\u2069', '\u2067x', '\u200f', '\u061c', 'مجلس المدينة', 'עיריית', '\u200b', 'a\u200bb', '\u200d\u200c', '\ufeff', 'a\ufeffb', '\u2060', '\u00ad',
    '\u2028', 'a\u2029b', '\u0085', '\u009b31m', '\u009b2J', '\u0090x\u009c', '\u007f', 'a\tb', 'a\nb', 'a\r\nb', 'Z͑ͫ̓ͪ̂a̴̵̞l̸g̕o', 'é', 'e\u0301', 'ﷺ', 'ﬁ', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩‍👩‍👧‍👦', '你好', '\U0001d7d8',
    '\U000e0041', '\U0010fffd', '\ue000', 'ı İ ſ', 'ǆ Ǆ ǅ', 'ß ẞ', '\u0600\u0601', '\u115f', '\u3164', '\u00a0', 'a' * 300, 'W' * 2000, '"' * 500, '=' * 40, '字' * 5000, 'V' * 33000, ' lead', 'trail ', '  ' + 'x' + '  ',
]
QUOTES = [
    '"', '""', "''", '`', '“x”', '«x»', '\\', '\\\\', '\\"', '\\n', '\\x1b[31m', '\\033[0m', 'a,b', 'a;b', 'a|b', 'a:b', '[]', '[]:*?/\\', '{"a": 1}', '{', '}', '[1, 2', '// x', '/* x */', '# x', '-- x', "' OR 1=1 --", '"; DROP TABLE x; --', '$(id)', '`id`', '%s%n%d', '%', '%%', '%5$s',
    '../../x', '/dev/null', 'CON', 'nul.txt', '~', '*', '?', '!', '$HOME', '&&', '||', ';', 'a\\,b', '\\\'', 'Ω≈ç√∫', '¡™£¢∞§', '½ ⅓', '‰', '—', '…', 'History', 'Contents', 'Notes', 'as-decided', 'As the partners decide', 'Option', 'OPTION', 'Measure', 'Layer', 'Yearly cost', '__proto__', 'constructor',
    'undefined', 'null', 'true', '0', '-0', '\u2212\u2212', 'not defined', 'n/a',
]
LABELS = SCRIPT + FORMULA + SHAPES + QUOTES

# What XML does not have: a reader must refuse it however it is written.
REFUSED = [b'\x00', b'\x01', b'\x07', b'\x08', b'\x1b[31m', b'\x0b', b'\x1f', b'\xff', b'\xc3', b'\xc0\xaf', b'\xed\xa0\x80', b'\xed\xbf\xbf', b'\xf8\x88\x80\x80\x80', b'\xf4\x90\x80\x80', b'\xef\xbf\xbe', b'\xef\xbf\xbf',
           b'&#0;', b'&#1;', b'&#27;', b'&#xD800;', b'&#xDFFF;', b'&#xFFFE;', b'&#x110000;', b'&naughty;']
