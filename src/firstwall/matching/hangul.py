"""Hangul in Latin letters: Korean names as their bearers write them, and foreign names by their sounds."""


def _letters(text: str) -> list[str]:
    """The letters of each jamo in its order; _ is none."""
    return [letters.strip("_") for letters in text.split()]


_FIRST = _letters("g kk n d tt r m b pp s ss _ j jj ch k t p h")
_MIDDLE = _letters("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_LAST = _letters("_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t")

# Surnames: the usual spelling, then others that are usual, too.
_SURNAMES = (
    "김:kim 이:lee,yi,ri 박:park,pak 최:choi,choe 정:jung,jeong,chung 강:kang 조:cho,jo 윤:yoon,yun 장:jang,chang "
    "임:lim,im,rim 한:han 오:oh,o 서:seo,suh,so 신:shin,sin 권:kwon 황:hwang 안:ahn,an 송:song 류:ryu,yoo 유:yoo,yu,ryu "
    "홍:hong 전:jeon,jun,chun 고:ko,go,koh 문:moon,mun 양:yang,ryang 손:son,sohn 배:bae,pae 백:baek,paek,paik 허:heo,huh,ho "
    "남:nam 심:shim,sim 노:noh,roh,no 하:ha 곽:kwak 성:sung,seong,song 차:cha 주:joo,ju,chu 우:woo,u 구:koo,gu,ku 민:min "
    "나:na,ra 진:jin,chin 지:ji,chi 엄:um,eom 채:chae 원:won 천:cheon,chun 방:bang,pang 공:kong,gong 현:hyun,hyon 함:ham "
    "변:byun,byeon,pyon 염:yeom,yum,ryom 여:yeo,yuh 추:choo,chu 도:do,to 소:so 석:seok,suk,sok 선:sun,seon 설:seol,sul "
    "마:ma 길:gil,kil 연:yeon,yun 위:wi 표:pyo 명:myung,myong 기:ki 반:ban,pan 왕:wang 금:keum,kum 옥:ok 육:yook,yuk 인:in "
    "맹:maeng 제:je 모:mo 리:ri,lee 림:rim,lim 라:ra,na 량:ryang,yang 려:ryo,yeo 로:ro,noh 렴:ryom,yeom 편:pyun 용:yong "
    "남궁:namkoong,namgung 황보:hwangbo 제갈:jegal,chegal 선우:sunwoo,seonu 독고:dokko,tokko 사공:sagong"
)
_SURNAME = {pair.split(":")[0]: pair.split(":")[1].split(",") for pair in _SURNAMES.split()}
# Syllables of given names: as most write them, and as the North writes them.
_SYLLABLES = (
    "영:young,yong 현:hyun,hyon 훈:hoon,hun 승:seung,sung 우:woo,u 은:eun,un 정:jung,jong 성:sung,song 경:kyung,kyong "
    "수:soo,su 선:sun,son 준:jun,jun 주:joo,ju 희:hee,hui 철:chul,chol 국:kook,guk 근:keun,gun 기:ki,gi 문:moon,mun "
    "형:hyung,hyong 연:yeon,yon 병:byung,pyong 명:myung,myong 석:seok,sok 순:soon,sun 덕:duk,dok 욱:wook,uk 관:kwan,gwan "
    "구:koo,gu 규:kyu,gyu 길:gil,kil 건:gun,gon 강:kang,gang 균:kyun,gyun 재:jae,jae 종:jong,jong 중:joong,jung "
    "숙:sook,suk 윤:yoon,yun 범:bum,bom 율:yul,ryul 걸:kul,gol 광:kwang,gwang 복:bok,pok 봉:bong,pong 서:seo,so 시:si,si "
    "신:shin,sin 언:eon,on 여:yeo,yo 열:yeol,yol 엽:yeop,yop 완:wan,wan 원:won,won 직:jik,jik 헌:heon,hon 혁:hyuk,hyok "
    "홍:hong,hong 황:hwang,hwang 권:kwon,kwon 금:keum,kum 갑:kap,kap 곤:kon,gon 림:lim,rim 룡:ryong,ryong 련:ryun,ryon "
    "혜:hye,hye 효:hyo,hyo 배:bae,pae 백:baek,paek 보:bo,po 빈:bin,bin 상:sang,sang 태:tae,thae 춘:chun,chun 천:chun,chon"
)
_SYLLABLE = {pair.split(":")[0]: pair.split(":")[1].split(",") for pair in _SYLLABLES.split()}


def is_hangul(char: str) -> bool:
    """A syllable of Hangul."""
    return "\uac00" <= char <= "\ud7a3"


def _parts(char: str) -> tuple[int, int, int]:
    code = ord(char) - 0xAC00
    return code // 588, code % 588 // 28, code % 28


def is_surname(word: str) -> bool:
    """A Korean surname of one or two syllables."""
    return word in _SURNAME


def is_korean_name(pieces: list[str]) -> bool:
    """A surname and a given name of at most two syllables; anything else in Hangul is a foreign name or a business."""
    if len(pieces) == 1:
        return 2 <= len(pieces[0]) <= 4 and (is_surname(pieces[0][0]) or is_surname(pieces[0][:2]))
    return len(pieces) <= 3 and is_surname(pieces[0]) and all(len(piece) <= 2 for piece in pieces[1:])


def by_rule(word: str) -> str:
    """Syllable by syllable, by the Revised Romanisation."""
    letters = []
    for char in word:
        if is_hangul(char):
            first, middle, last = _parts(char)
            letters.append(_FIRST[first] + _MIDDLE[middle] + _LAST[last])
        elif char.isascii():
            letters.append(char)
    return "".join(letters)


def surname(word: str, habit: int) -> str:
    """A surname in the spelling of that rank, the usual one being 0."""
    known = _SURNAME.get(word)
    return by_rule(word) if known is None else known[min(habit, len(known) - 1)]


def given_name(word: str, habit: int) -> str:
    """A given name as most write it (0), by the rule (1), and as the North writes it (2)."""
    if habit == 1:
        return by_rule(word)
    return "".join(_SYLLABLE[char][habit // 2] if char in _SYLLABLE else by_rule(char) for char in word)


_BORROWED_FIRST = _letters("g k n d t r m b p s s _ j j ch k t p h")
_BORROWED_LAST = _letters("_ k k k n n n t l k m l l l p l m p p s s ng j ch k t p h")
_BORROWED_MIDDLE = _letters("a a ya ya o e yo ye o wa we oe yo u wo we wi yu _ ui i")
_A, _EO, _O, _EU = 0, 4, 8, 18
_WITH_R = (_A, _EO, _O)
_L, _R, _SILENT = 8, 5, 11


def foreign_name(word: str, habit: int) -> str:
    """The foreign name behind Hangul, where the vowel eu is only borrowed and an open eo at the end is er.

    Habit 1 reads b and p as v and f and a first r as l. Habit 2 puts an r after an open a, o or eo before a consonant:
    바클리 is Barclay.
    """
    letters: list[str] = []
    before = 0
    for place, char in enumerate(word):
        if not is_hangul(char):
            letters.append(char if char.isascii() else "")
            continue
        first, middle, before_last = *_parts(char)[:2], before
        last = before = _parts(char)[2]
        consonant = _BORROWED_FIRST[first]
        if first == _R and before_last == _L:
            letters[-1] = letters[-1].removesuffix("l")
            consonant = "l"
        if habit == 1:
            consonant = {"b": "v", "p": "f", "r": "" if place else "l"}.get(consonant, "") or consonant
        sound = (consonant + _borrowed_vowel(first, middle)).replace("sy", "sh")
        if not last and middle in _WITH_R and _r_may_follow(word, place, middle, habit):
            sound = sound.removesuffix("o") + "er" if middle == _EO else sound + "r"
        letters.append("tsu" if char == "쓰" else sound + _BORROWED_LAST[last])
    return "".join(letters)


def _borrowed_vowel(first: int, middle: int) -> str:
    return "e" if middle == _EU and not _BORROWED_FIRST[first] else _BORROWED_MIDDLE[middle]


def _r_may_follow(word: str, place: int, middle: int, habit: int) -> bool:
    if place == len(word) - 1:
        return middle == _EO
    following = word[place + 1]
    return habit == 2 and is_hangul(following) and _parts(following)[0] not in (_R, _SILENT)
