"""Names of persons that a word beside them announces: 姓名, 民眾, 承辦人, 先生, 科長 and their like."""

from __future__ import annotations

import re

from assistant.privacy.kinds import CJK, Found

_COMPOUND = re.compile("歐陽|司徒|諸葛|上官|司馬|張簡|范姜|端木|東方|皇甫|慕容|夏侯|尉遲|南宮|張廖|令狐|公孫")
# Surnames that seldom begin an ordinary word: any given name that is no ordinary word may follow.
_SURNAMES = (
    "陳林張王李黃吳劉蔡楊鄭郭邱廖徐葉蘇莊呂江蕭羅潘朱鍾彭詹胡沈余盧梁趙柯翁魏孫范宋鄧傅侯曹薛丁卓阮董唐蔣歐鄒"
    "巫姚熊馮湯童鐘龔倪伍韓俞袁柳粘池凌賀祝樊喬尹賈駱崔辛祁靳邵雷邢秦郝魯嵇陶戚殷刁龐杭冉鄔裘繆裴葛岳曲敖辜桂"
    "苗黎翟聶闕耿寇佘荊竺鈕涂顧饒錢汪姜孟藺許謝洪曾賴周顏戴杜陸夏孔簡"
)
# Surnames that also begin ordinary words (高度, 方便, 應該, 任意): both given characters must be usual in names.
_DOUBTFUL = (
    "何高游施方溫藍石古田白尤連康塗華程嚴金紀甘任史包龍章路常左于萬武毛管牛全符安應買卜車畢易官花段梅盛樂時皮"
    "齊成計談項屈宗宣單景商查艾冷沙關相鳳幸司農文師利越后留麥馬"
)
_ORDINARY = frozenset(
    "的是在了不我你他她它這那有就也都很會能要可以及與或於因為從到向被把將對請問等個資料人員系統網路話機關述情"
    "務口貼色多許重謝水經遭邊知時列訊便泳亂罩圍絕上事突度線程式序額錄由意住址說稱叫曾應該須應當當做作過來去給"
    "用使讓得地之其他者所並且但而若則如何誰哪每各某本該此些什麼嗎呢吧啊喔哦後前中間內外下先生小姐女士太電郵件"
    "信箱號碼帳密申辦查詢登入出開關閉取存刪除改更換寄收送發現通報告訴表示反映投檢舉陳承負責聯絡繫提供交付索領"
    "簽蓋章看見聽聞找打幫助協同意願洩漏漏損失賠償受害竊駭客遺丟列印影複製傳真拍照掃描下載上傳公文書卷檔案件戶"
    "籍單位府局處科組課室股部會院校班級長主任專技士書記秘警察議役約聘僱臨櫃現場線點站頁面版權限制度法規條例第"
    "款項目的業務職類型種次回天日月年週點分秒元萬千百十幾數量全部共總計半只僅還再又才卻卻則曰已未沒無非別需想"
    "希望覺認以為如果雖然所以而且或者民眾市縣鄉鎮區里村鄰路街巷弄樓棟號"
)
_GIVEN = frozenset(
    "小明志偉建宏俊傑家豪怡君雅婷淑芬美玲惠珍秀英麗雪秋月春香梅蘭菊鳳玉珠碧霞素貞娟娥芳芸萍蓉蓮薇莉琳琪琦瑜瑋瑞"
    "瑤璇珊珮佩佳嘉慧敏靜宜儀欣心妤妍婉如媛嫻嬌娜文武德仁義禮智勇忠孝信和平安福祿壽喜慶祥吉昌盛興旺榮華富貴財"
    "寶金銀銘鈞鋒銓錦鎮鐘鈴鈺振國民正中大立永成功達道銘輝煌耀光宗祖裕弘宏博學文章書翰彥彬斌哲毅誠謙恭敬豐隆泰"
    "坤乾龍虎豹鵬飛翔凱旋凡軒宇宸晨旭昇昱晴曉昊昕皓晉景星辰子若思涵詩詠雯雲霖霆森林木松柏楊柳桂榕樺梓棋柔采品"
    "芷芝苓茹莞菁葳蓁薰蕙萱筠筑竹山川河海江洋浩瀚清源泉泓淳淵潔澤濤潤沛沁承育義群翊翎聖聰鴻麟齡勝強堅石磊岳峰"
    "崇嵐崑峻維緯綸綺紋純絲縈庭廷延廣廉康庸彰彪徹征延恩恆恬悅愷慈憲懿懷添進郁邦郎良艾行衡衛冠冰冶凌勳勤勵友可"
    "台右司向后合吟呈周哲唐善嘉圓坊城堂堯增士壬夏夢天奇奕威妙姿娃孟季宗定容宛宜寧實宥寬尚展岑峯川工帆希常平年"
    "幸庚弦彤得悠惟愛成才承揚政敦新方旺昀易映昭時曜朋朗本李東果柏柔根格梅棠榆樂權欽殷民求沅法治泰洲浚淇湘溪漢"
    "潔濠炎炫烈焜煒照熙燁燕爵特獻玄玟玫珈珩理琇琳琬瑄瑛瑾璟環甫男界皇益真睿知祐祺禎秉程穎穗竣筱筌策紅紹統絢綉"
    "綾緣縉羽習翠老耘耿聿育脩臻舒舜良芃英茂荃莫菱萬葵蒼蓓薏藝虹蝶行裴西言訓詮誼諺謀譽貝賢賓超越軍輔辰逸遠迪述"
    "邑郡醇采野鈕鉅銳錡鏡長門閔閎陞陽隆雁雄霈霓青韋韻音頌願風馨馥駿騰高魁魯鳴鶴麒麥黛齊"
)
_ROLES = (
    "民眾|員工|同仁|承辦人員?|申請人|當事人|被查詢人|病患|病人|患者|學生|家長|陳情人|檢舉人|被害人|嫌疑人|嫌犯|被告|原告|證人|負責人|聯絡人|收件人|寄件人|住戶|個案|案主"
    "|[科局處課組股里校院隊所]長|主任|科員|技士|技佐|書記(?!官)|秘書|專員|警員|員警|議員|老師|醫師|護理師|社工師?|會員|客戶|市民|村民|里民|我是|我叫|名叫|叫做|本人"
)
_POLITE = "先生|小姐|女士|太太"
_TITLES = "[科局處課組股里校院]長|主任|議員|老師|醫師|律師|教授|專員|科員|技士|秘書|警員"
_LABELLED = re.compile(f"(?:姓名|名字|全名) ?[:=][ 「]{{0,2}}([{CJK}]{{2,4}})")
_AFTER_ROLE = re.compile(f"(?:{_ROLES}|(?:姓名|名字)[是為叫]?)[ :「]{{0,2}}(?=([{CJK}]{{2,4}}))")
_CHINESE = re.compile(f"[{CJK}]+")
_BEFORE_TITLE = re.compile(f"(?P<polite>{_POLITE})|(?:{_TITLES})")
# Words that begin with a surname's character and that official texts put beside those roles.
_ORDINARY_WORDS = re.compile(
    "任何|任意|任承|何時|全國|全家|全權|全民|利用|利益|包含|包括|原則|史上|司法|向法|商議|單向|"
    "單獨|安全|安心|官方|官長|師中|師大|常常|常見|康復|康樂|應先|應合|應向|應忠|應立|成功|成本|"
    "成立|文化|文康|方便|方式|施用|施行|易於|時常|查明|查證|留言|盛行|相信|相同|程序|程式|符合|"
    "管承|管理|管道|簡單|簡易|花蓮|花費|華民|計畫|計算|許可|越來|農民|農漁|連大|連進|金融|金錢|"
    "關家|關心|關懷|陳列|陳明|陳述|陸續|項小|馬上|高中|高興|高雄|高風|高齡"
)
# Characters that end a name and are hardly ever someone's given name: the title that follows is a surname's own.
_ONLY_SURNAMES = frozenset("陳王吳劉蔡鄭謝郭邱廖徐蘇李呂蕭羅潘彭詹沈盧趙魏宋鄧蔣黃張許賴")


def surname_length(name: str) -> int:
    """How many characters of ``name`` are its surname: 1 or 2."""
    return 2 if _COMPOUND.match(name) else 1


def _is_given(surname: str, given: str) -> bool:
    if len(given) == 1 or surname in _DOUBTFUL:
        return all(c in _GIVEN for c in given)
    return not any(c in _ORDINARY and c not in _GIVEN for c in given)


def _name_length(run: str) -> int:
    """Tell the length of the name at the start of ``run``, or 0."""
    surname = run[: surname_length(run)]
    known = len(surname) == 2 or surname in _SURNAMES or surname in _DOUBTFUL
    if not known or _ORDINARY_WORDS.match(run):
        return 0
    for given in (2, 1):
        name = run[: len(surname) + given]
        # 馬小姐, 項小組: no given name ends in 小.
        if len(name) == len(surname) + given and name[-1] != "小" and _is_given(surname, name[len(surname) :]):
            return len(name)
    return 0


def _unusual_name_length(run: str) -> int:
    """Tell the length of what stands after 「姓名:」 if it could be a name at all, or 0."""
    name = run[: surname_length(run) + 2]
    while len(name) > 1 and name[-1] in _ORDINARY:
        name = name[:-1]
    return len(name) if len(name) > 1 and not any(c in _ORDINARY for c in name[1:]) else 0


def find(seen: str) -> Found:
    """Names of a surname and one or two characters, beside a word that announces a person."""
    for m in _LABELLED.finditer(seen):
        length = _name_length(m[1]) or _unusual_name_length(m[1])
        if length:
            yield "姓名", m.start(1), m.start(1) + length
    for m in _AFTER_ROLE.finditer(seen):
        length = _name_length(m[1])
        if length:
            yield "姓名", m.start(1), m.start(1) + length
    yield from _names_before_titles(seen)


def _names_before_titles(seen: str) -> Found:
    for m in _BEFORE_TITLE.finditer(seen):
        for length in (4, 3, 2):
            name = seen[max(0, m.start() - length) : m.start()]
            if len(name) == length and _is_name_before_title(name, m["polite"] is not None):
                yield "姓名", m.start() - length, m.start()
                break


def _is_name_before_title(name: str, polite: bool) -> bool:
    given = name[surname_length(name) :]
    if (
        not _CHINESE.fullmatch(name)
        or len(given) not in (1, 2)
        or _name_length(name) != len(name)
        or name[-1] in _ONLY_SURNAMES
    ):
        return False
    return polite or all(c in _GIVEN for c in given)
