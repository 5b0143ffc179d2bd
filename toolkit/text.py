"""Characters: display width, one-to-one folding, variant and traditional forms, numerals.

Every folding here keeps the length of its text, so an offset found in the folded text is the
offset in the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Characters that look like others and that NFKC leaves alone: variants of common characters, and
# the radicals that PDF text layers put in the place of whole characters.
_VARIANTS = (
    "髙高戸户産产爲为內内說说淸清靑青敎教旣既呂吕錄录"
    "⺠民⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻰龙⻳龟"
)

# Traditional characters of the field (offices, places, dates, column heads) with their
# simplified forms; a whole dictionary would be a dependency, and a wrong pair a wrong name.
_TRADITIONAL = (
    "縣县県县牽牵啓启鄕乡郷乡區区鎮镇鄉乡廳厅處处會会聯联隊队員员辦办農农業业務务財财發发國国資资環环護护應应監监"
    "總总審审計计統统稅税電电視视廣广檔档館馆學学衛卫體体協协關关責责單单時时導导組组織织書书"
    "長长門门問问間间開开數数據据術术藝艺檢检察察執执軍军黨党團团婦妇殘残僑侨醫医療疗藥药險险"
    "災灾減减運运輸输鐵铁橋桥規规劃划設设築筑產产動动勞劳實实現现場场廠厂礦矿質质標标準准網网"
    "絡络訊讯聞闻報报導导維维穩稳經经濟济貿贸購购銀银證证稱称號号編编碼码類类別别級级領领項项"
    "備备註注進进達达選选還还過过這这個个兩两幾几萬万億亿號号從从後后來来對对將将屬属歸归當当"
    "與与為为無无與与義义習习聖圣聲声職职肅肃臺台華华萊莱蘇苏蘭兰號号補补訂订記记許许評评試试"
    "詳详語语誤误請请論论諮咨講讲謝谢識识議议讀读變变讓让貧贫貨货負负貫贯貢贡費费賀贺賓宾賽赛"
    "贊赞車车軌轨較较載载輔辅輪轮轄辖轉转鄧邓鄭郑鄰邻針针鋼钢錢钱錯错鍋锅鎖锁鏈链鑒鉴閉闭閱阅"
    "陽阳陰阴陳陈隨随際际雲云電电霧雾靈灵靜静響响頁页頂顶順顺須须預预頒颁頭头題题願愿顧顾顯显"
    "風风飛飞飲饮飼饲養养餘余馬马駐驻驗验體体魯鲁鮮鲜鳥鸟鹽盐麗丽麥麦黃黄點点齊齐龍龙龜龟"
    "優优傳传傷伤價价儀仪係系倉仓個个倫伦偉伟側侧償偿儲储兒儿內内冊册凍冻則则剛刚創创剩剩劉刘"
    "劑剂勝胜勢势勵励勸劝匯汇參参吳吴啟启喬乔嚴严園园圍围圖图執执堅坚報报塊块塗涂墾垦壓压壞坏"
    "夢梦夾夹奪夺奮奋姍姗娛娱孫孙寧宁寫写寬宽寶宝層层屆届岡冈島岛崗岗嶺岭巖岩帥帅師师帳账帶带"
    "幣币幫帮幹干庫库庁厅廢废彈弹強强彙汇彥彦徑径徵征德德恆恒惡恶愛爱態态慶庆憲宪懷怀戰战戲戏"
    "戶户拋抛損损換换揚扬搶抢擇择擔担據据擁拥擴扩攝摄敗败敵敌暫暂曆历會会條条楊杨極极構构槍枪"
    "樂乐樓楼機机橫横檔档欄栏權权歐欧歡欢歲岁歷历殺杀氣气決决沒没況况淺浅淨净測测渾浑湊凑湯汤"
    "溝沟滅灭滬沪滿满漁渔漢汉潔洁潤润澤泽濱滨濕湿灣湾無无煙烟熱热燈灯營营爐炉爭争牆墙狀状獎奖"
    "獨独獲获環环畫画異异療疗盡尽監监盤盘確确禮礼種种積积稽稽穀谷窮穷競竞筆笔節节範范簡简簽签"
    "籌筹糧粮紀纪約约紅红納纳純纯紙纸級级紛纷紹绍終终結结絕绝給给統统絲丝綜综綠绿維维綱纲網网"
    "緊紧線线緣缘練练縮缩績绩繁繁繳缴續续罰罚羅罗聖圣聽听腦脑膽胆臨临舉举舊旧艦舰莊庄蓋盖薦荐"
    "藍蓝蟲虫術术補补裝装製制複复見见觀观覽览觸触訪访訓训託托設设誠诚誰谁課课調调談谈諒谅謀谋"
    "譜谱護护讚赞豐丰貝贝財财責责貴贵買买貸贷貼贴賃赁賠赔賢贤賬账質质購购贏赢跡迹踐践躍跃軟软"
    "輕轻農农迴回遊游達达違违遠远適适遲迟遷迁遼辽邊边郵邮鄒邹釋释鈔钞鐘钟鑄铸閩闽闊阔隸隶雖虽"
    "雙双雜杂離离難难頻频額额顏颜類类饋馈館馆騰腾驅驱髮发鬥斗鄂鄂滙汇衆众羣群峯峰綫线裏里"
)

# Blanks that are no tab or line break, and characters that nobody sees.
_SPACES = "\u00a0\u1680\u202f\u205f\u2060\u3000\ufeff\u00ad" + "".join(
    map(chr, range(0x2000, 0x2010))
)

_BLANKS = re.compile(rf"[\s{_SPACES}]+")

# Blocks whose characters are compatibility forms of one other character: Kangxi radicals,
# compatibility ideographs, vertical and small forms, full- and half-width forms.
_COMPATIBLE = ((0x2F00, 0x2FD6), (0xF900, 0xFADA), (0xFE10, 0xFE70), (0xFF01, 0xFFEF))

_DIGITS = {
    c: n
    for n, row in enumerate(
        (
            "零〇○ＯOo",
            "一壹",
            "二贰貳两兩",
            "三叁參",
            "四肆",
            "五伍",
            "六陆陸",
            "七柒",
            "八捌",
            "九玖",
        )
    )
    for c in row
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_SHORT_TENS = {"廿": 20, "卅": 30}


def _pairs(table: str) -> dict[int, str]:
    return {ord(a): b for a, b in zip(table[::2], table[1::2], strict=True)}


@lru_cache(maxsize=1)
def _fold_table() -> dict[int, str]:
    table = dict.fromkeys((ord(c) for c in _SPACES), " ")
    for first, last in _COMPATIBLE:
        for code in range(first, last):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    return table | _pairs(_VARIANTS)


@lru_cache(maxsize=1)
def _simple_table() -> dict[int, str]:
    return _fold_table() | _pairs(_TRADITIONAL)


def fold(text: str) -> str:
    """``text`` with full-width, compatibility and variant characters in their plain form.

    The result has the same length.  Circled numbers and Chinese punctuation that has no
    half-width twin (、。〔〕) stay; every kind of blank but tab and line break becomes a space.

    >>> fold("２０２２年６月，提髙（Ａ）")
    '2022年6月,提高(A)'
    """
    return text.translate(_fold_table())


def simplify(text: str) -> str:
    """:func:`fold`, and the traditional characters of the field in simplified form.

    >>> simplify("責任單位：雲溪縣財政局")
    '责任单位:云溪县财政局'
    """
    return text.translate(_simple_table())


def squeeze(text: str) -> str:
    r"""``text`` without any blank, line break or invisible character, otherwise as written.

    >>> squeeze("县市场监督\n管理局　")
    '县市场监督管理局'
    """
    return _BLANKS.sub("", text)


def letters(text: str) -> str:
    """The letters and figures of ``text``: what stays when punctuation and blanks may differ.

    >>> letters("公开，公布 2026")
    '公开公布2026'
    """
    return "".join(filter(str.isalnum, text))


def width(text: str, ambiguous: int = 2) -> int:
    """How many half-width columns the longest line of ``text`` takes on screen or paper.

    Characters of ambiguous width (quotes, dashes, ○) count ``ambiguous`` columns: two in the
    Chinese fonts that offices use, one in a terminal with Western fonts.

    >>> width("县财政局 A1")
    11
    """
    wide = {"W": 2, "F": 2, "A": ambiguous}
    longest = 0
    for line in text.splitlines() or [""]:
        if line.isascii():
            longest = max(longest, len(line))
            continue
        columns = sum(
            0
            if unicodedata.category(c) in ("Mn", "Me", "Cf")
            else wide.get(unicodedata.east_asian_width(c), 1)
            for c in line
        )
        longest = max(longest, columns)
    return longest


def to_int(numeral: str) -> int | None:
    """The number that a Chinese or Arabic numeral means, ``None`` where it is not one.

    >>> [to_int(n) for n in ("十二", "二〇二二", "二○二二", "廿三", "一百零五", "１２", "十月")]
    [12, 2022, 2022, 23, 105, 12, None]
    """
    text = fold(numeral).strip()
    if not text or len(text) > 24:
        return None
    if text.isdecimal():
        return int(text)
    if all(c in _DIGITS or c.isdecimal() for c in text):
        if len(text) > 1 or text in "零〇○一二三四五六七八九两" or text not in "Oo":
            return int("".join(str(_DIGITS[c]) if c in _DIGITS else str(int(c)) for c in text))
        return None
    total = section = digit = 0
    for c in text:
        if c in _DIGITS and not c.isascii():
            digit = _DIGITS[c]
        elif c in _SHORT_TENS and not section and not digit:
            section = _SHORT_TENS[c]
        elif c in _UNITS:
            section += (digit or (0 if section else 1)) * _UNITS[c]
            digit = 0
        elif c in _BIG:
            total = (total + section + digit) * _BIG[c]
            section = digit = 0
        else:
            return None
    return total + section + digit


def to_numeral(number: int) -> str:
    """The Chinese numeral of 0 <= ``number`` < 10000, as headings write it.

    Raises:
        ValueError: for a number outside that range.

    >>> [to_numeral(n) for n in (0, 10, 12, 20, 105, 2022)]
    ['〇', '十', '十二', '二十', '一百零五', '二千零二十二']
    """
    if not 0 <= number < 10_000:
        raise ValueError(f"no numeral for {number}")
    if number == 0:
        return "〇"
    digits = "零一二三四五六七八九"
    text = ""
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        text += digits[digit] + name if digit else "零"
    text = re.sub("零+", "零", text).strip("零")
    return text[1:] if text.startswith("一十") else text
