"""The words of generated catalogues: towns of the world, and what sentences about libraries are made of.

Only the shape matters: how long texts are, how many different words they have, how towns cluster. Towns are
real, their coordinates rounded; no sentence is a fact about any of them.
"""

from __future__ import annotations

# country; town; in Chinese; region; in Chinese; latitude; longitude. The first lines take most libraries.
TOWNS = """
US;Chicago;芝加哥;Illinois;伊利诺伊;41.88;-87.63
CN;Shanghai;上海;;;31.23;121.47
US;Columbus;哥伦布;Ohio;俄亥俄;39.96;-83.00
CN;Chengdu;成都;Sichuan;四川;30.66;104.06
US;Los Angeles;洛杉矶;California;加利福尼亚;34.05;-118.24
CN;Guangzhou;广州;Guangdong;广东;23.13;113.26
IN;Mumbai;孟买;Maharashtra;马哈拉施特拉;19.08;72.88
CN;Beijing;北京;;;39.90;116.41
US;Denver;丹佛;Colorado;科罗拉多;39.74;-104.99
BR;São Paulo;圣保罗;São Paulo;圣保罗;-23.55;-46.63
JP;Tokyo;东京;;;35.68;139.69
US;Lincoln;林肯;Nebraska;内布拉斯加;40.81;-96.68
DE;Berlin;柏林;;;52.52;13.41
GB;London;伦敦;England;英格兰;51.51;-0.13
CN;Hangzhou;杭州;Zhejiang;浙江;30.27;120.16
FR;Paris;巴黎;Île-de-France;法兰西岛;48.86;2.35
IN;Bengaluru;班加罗尔;Karnataka;卡纳塔克;12.97;77.59
ES;Madrid;马德里;;;40.42;-3.70
US;Boston;波士顿;Massachusetts;马萨诸塞;42.36;-71.06
MX;Mexico City;墨西哥城;;;19.43;-99.13
CN;Wuhan;武汉;Hubei;湖北;30.59;114.31
CA;Toronto;多伦多;Ontario;安大略;43.65;-79.38
IT;Rome;罗马;Lazio;拉齐奥;41.90;12.50
AU;Sydney;悉尼;New South Wales;新南威尔士;-33.87;151.21
US;Seattle;西雅图;Washington;华盛顿;47.61;-122.33
PL;Warsaw;华沙;;;52.23;21.01
NG;Lagos;拉各斯;;;6.52;3.38
KR;Seoul;首尔;;;37.57;126.98
CN;Xi’an;西安;Shaanxi;陕西;34.34;108.94
US;Austin;奥斯汀;Texas;得克萨斯;30.27;-97.74
CN;Nanjing;南京;Jiangsu;江苏;32.06;118.80
TR;Istanbul;伊斯坦布尔;;;41.01;28.98
RU;Moscow;莫斯科;;;55.76;37.62
IN;Delhi;德里;;;28.70;77.10
US;Portland;波特兰;Oregon;俄勒冈;45.52;-122.68
CN;Shenzhen;深圳;Guangdong;广东;22.54;114.06
AR;Buenos Aires;布宜诺斯艾利斯;;;-34.60;-58.38
ID;Jakarta;雅加达;;;-6.21;106.85
PH;Manila;马尼拉;;;14.60;120.98
US;Atlanta;亚特兰大;Georgia;佐治亚;33.75;-84.39
ZA;Cape Town;开普敦;Western Cape;西开普;-33.92;18.42
CO;Bogotá;波哥大;;;4.71;-74.07
EG;Cairo;开罗;;;30.04;31.24
CN;Kunming;昆明;Yunnan;云南;24.88;102.83
UA;Kyiv;基辅;;;50.45;30.52
NL;Amsterdam;阿姆斯特丹;;;52.37;4.90
BE;Ghent;根特;Flanders;佛兰德;51.05;3.73
US;Minneapolis;明尼阿波利斯;Minnesota;明尼苏达;44.98;-93.27
JP;Osaka;大阪;;;34.69;135.50
CN;Changsha;长沙;Hunan;湖南;28.23;112.94
SE;Stockholm;斯德哥尔摩;;;59.33;18.07
PT;Lisbon;里斯本;;;38.72;-9.14
CZ;Prague;布拉格;;;50.08;14.44
VN;Hanoi;河内;;;21.03;105.85
TH;Bangkok;曼谷;;;13.76;100.50
KE;Nairobi;内罗毕;;;-1.29;36.82
CN;Qingdao;青岛;Shandong;山东;36.07;120.38
US;Phoenix;菲尼克斯;Arizona;亚利桑那;33.45;-112.07
DE;Hamburg;汉堡;;;53.55;9.99
GB;Leeds;利兹;England;英格兰;53.80;-1.55
FR;Lyon;里昂;;;45.76;4.84
CA;Vancouver;温哥华;British Columbia;不列颠哥伦比亚;49.28;-123.12
BG;Sofia;索非亚;;;42.70;23.32
HR;Zagreb;萨格勒布;;;45.81;15.98
RO;Bucharest;布加勒斯特;;;44.43;26.10
HU;Budapest;布达佩斯;;;47.50;19.04
AT;Vienna;维也纳;;;48.21;16.37
CH;Zurich;苏黎世;;;47.38;8.54
FI;Helsinki;赫尔辛基;;;60.17;24.94
NO;Oslo;奥斯陆;;;59.91;10.75
DK;Aarhus;奥胡斯;;;56.16;10.20
IE;Dublin;都柏林;;;53.35;-6.26
GR;Athens;雅典;;;37.98;23.73
SI;Ljubljana;卢布尔雅那;;;46.06;14.51
LT;Vilnius;维尔纽斯;;;54.69;25.28
LV;Riga;里加;;;56.95;24.11
EE;Tartu;塔尔图;;;58.38;26.72
SK;Bratislava;布拉迪斯拉发;;;48.15;17.11
RS;Belgrade;贝尔格莱德;;;44.79;20.45
CN;Xiamen;厦门;Fujian;福建;24.48;118.09
US;Nashville;纳什维尔;Tennessee;田纳西;36.16;-86.78
BR;Recife;累西腓;Pernambuco;伯南布哥;-8.05;-34.88
IN;Kolkata;加尔各答;West Bengal;西孟加拉;22.57;88.36
PE;Lima;利马;;;-12.05;-77.04
CL;Santiago;圣地亚哥;;;-33.45;-70.67
EC;Quito;基多;;;-0.18;-78.47
UY;Montevideo;蒙得维的亚;;;-34.90;-56.16
CR;San José;圣何塞;;;9.93;-84.08
GT;Guatemala City;危地马拉城;;;14.63;-90.51
CU;Havana;哈瓦那;;;23.11;-82.37
JM;Kingston;金斯敦;;;17.97;-76.79
GH;Accra;阿克拉;;;5.60;-0.19
ET;Addis Ababa;亚的斯亚贝巴;;;9.03;38.74
UG;Kampala;坎帕拉;;;0.35;32.58
TZ;Dar es Salaam;达累斯萨拉姆;;;-6.79;39.21
SN;Dakar;达喀尔;;;14.72;-17.47
MA;Rabat;拉巴特;;;34.02;-6.84
TN;Tunis;突尼斯;;;36.81;10.18
RW;Kigali;基加利;;;-1.94;30.06
ZM;Lusaka;卢萨卡;;;-15.39;28.32
NA;Windhoek;温得和克;;;-22.56;17.08
MG;Antananarivo;塔那那利佛;;;-18.88;47.51
JO;Amman;安曼;;;31.95;35.93
LB;Beirut;贝鲁特;;;33.89;35.50
AE;Sharjah;沙迦;;;25.35;55.42
KZ;Almaty;阿拉木图;;;43.24;76.89
UZ;Tashkent;塔什干;;;41.30;69.24
GE;Tbilisi;第比利斯;;;41.72;44.83
AM;Yerevan;埃里温;;;40.18;44.51
MN;Ulaanbaatar;乌兰巴托;;;47.89;106.91
NP;Kathmandu;加德满都;;;27.72;85.32
BD;Dhaka;达卡;;;23.81;90.41
LK;Colombo;科伦坡;;;6.93;79.86
PK;Lahore;拉合尔;;;31.55;74.34
MM;Yangon;仰光;;;16.84;96.17
KH;Phnom Penh;金边;;;11.56;104.93
MY;Kuala Lumpur;吉隆坡;;;3.14;101.69
SG;Singapore;新加坡;;;1.35;103.82
NZ;Wellington;惠灵顿;;;-41.29;174.78
FJ;Suva;苏瓦;;;-18.14;178.44
IS;Reykjavik;雷克雅未克;;;64.15;-21.94
MT;Valletta;瓦莱塔;;;35.90;14.51
"""

# The languages that staff would write in, besides English; a country that is not here writes in English.
LANGUAGES = {
    "CN": ["zh"], "IN": ["hi"], "BR": ["pt"], "JP": ["ja"], "DE": ["de"], "FR": ["fr"], "ES": ["es"], "MX": ["es"],
    "CA": ["fr"], "IT": ["it"], "PL": ["pl"], "KR": ["ko"], "TR": ["tr"], "RU": ["ru"], "AR": ["es"], "ID": ["id"],
    "PH": ["fil"], "ZA": ["af"], "CO": ["es"], "EG": ["ar"], "UA": ["uk"], "NL": ["nl"], "BE": ["nl", "fr"],
    "SE": ["sv"], "PT": ["pt"], "CZ": ["cs"], "VN": ["vi"], "TH": ["th"], "KE": ["sw"], "BG": ["bg"], "HR": ["hr"],
    "RO": ["ro"], "HU": ["hu"], "AT": ["de"], "CH": ["de", "fr"], "FI": ["fi", "sv"], "NO": ["nb"], "DK": ["da"],
    "IE": ["ga"], "GR": ["el"], "SI": ["sl"], "LT": ["lt"], "LV": ["lv"], "EE": ["et"], "SK": ["sk"], "RS": ["sr"],
    "PE": ["es"], "CL": ["es"], "EC": ["es"], "UY": ["es"], "CR": ["es"], "GT": ["es"], "CU": ["es"], "ET": ["am"],
    "TZ": ["sw"], "SN": ["fr"], "MA": ["ar", "fr"], "TN": ["ar", "fr"], "RW": ["rw"], "MG": ["mg", "fr"],
    "JO": ["ar"], "LB": ["ar", "fr"], "AE": ["ar"], "KZ": ["kk", "ru"], "UZ": ["uz"], "GE": ["ka"], "AM": ["hy"],
    "MN": ["mn"], "NP": ["ne"], "BD": ["bn"], "LK": ["si", "ta"], "PK": ["ur"], "MM": ["my"], "KH": ["km"],
    "MY": ["ms"], "SG": ["zh", "ms"], "IS": ["is"], "MT": ["mt"],
}  # fmt: skip

# What sentences are made of, by language: for each slot of a pattern, the words that may stand in it.
WORDS = {
    "en": {
        "quality": """quiet busy crowded modest sunny restored cramped spacious lively historic makeshift
            weekly monthly seasonal bilingual volunteer-run well-lit rented heated leafy remote suburban
            coastal mountain riverside much-loved unheated portable digital handwritten""",
        "room": """reading room|children’s corner|newspaper hall|courtyard|music cellar|local history shelf|
            study loft|branch by the station|book bus|teen room|map cabinet|seed library|
            tool-lending counter|listening booth|microfilm reader|garden terrace|auditorium|makerspace|
            toy library|archive|sewing table|recording studio|chess corner|exhibition wall|lecture hall|
            puppet stage""",
        "people": """toddlers and their grandparents|pupils of the nearby schools|teenagers|
            newcomers who learn the language|retired teachers|weavers and potters|nurses on night shift|
            farmers|commuters|university students|families with small children|readers with low vision|
            prisoners and their families|fishermen|engineers|beekeepers|amateur astronomers|genealogists|
            young parents|choir singers|migrant workers|market traders|gardeners|gamers|railway workers|
            poets""",
        "event": """story hours|poetry evenings|repair mornings|film nights|coding clubs|debates|
            calligraphy lessons|letter-writing afternoons|book swaps|science fairs|handicraft circles|
            language cafés|quiz nights|exhibitions of photographs|recipe exchanges|
            walks through the old town|chess tournaments|readings by local authors|homework help|
            genealogy workshops|kite festivals|puppet plays|drumming sessions|seed exchanges|
            oral history interviews|tea ceremonies""",
        "thing": """picture books in two languages|old postcards|folk tales|recordings of songs|
            cookery books|atlases|comics|textbooks on computing|large-print novels|board games|
            local newspapers since 1920|embroidery patterns|telescopes|microscopes|sheet music|
            braille books|children’s magazines|tablets for reading aloud|posters|travel guides|
            poems by pupils|dictionaries|maps of the river|video greetings|school magazines|fairy tales""",
        "time": """every Saturday|on winter evenings|during the spring holidays|in the rainy season|
            once a month|after school|on market days|since the new roof was finished|
            in the week of the lantern festival|twice a year|in July and August|at harvest time|
            before the examinations|on the first Sunday of the month""",
        "aim": """to practise a foreign language|to learn how others serve small villages|
            to hear how a branch is run with two people|to show children how others live|
            to compare cataloguing practice|to find pen friends|to plan a joint exhibition|
            to bring grandparents and children together|to exchange what has worked and what has not|
            to learn about digital preservation|to build up a shelf in another language|
            to understand what newcomers miss""",
    },
    "zh": {
        "quality": """安静 热闹 宽敞 明亮 简朴 临时 新建 老旧 翻修一新 小巧 靠山 临河 沿海 郊外 每周 每月
            双语 志愿者管理 温馨 深受喜爱 便携 数字化 手写 租用""",
        "room": """阅览室|儿童区|报刊厅|庭院|音乐地下室|地方文献专架|自习阁楼|车站旁的分馆|流动图书车|
            青少年室|地图柜|种子图书馆|工具借用台|试听间|缩微阅读机|花园露台|报告厅|创客空间|玩具图书馆|
            档案室|录音棚|棋艺角|展览墙|木偶戏台""",
        "people": """幼儿和祖父母|附近学校的学生|青少年|学习当地语言的新居民|退休教师|织工和陶工|
            值夜班的护士|农民|通勤上班族|大学生|有小孩的家庭|低视力读者|渔民|工程师|养蜂人|天文爱好者|
            家谱爱好者|年轻父母|合唱团成员|外来务工人员|集市商贩|园艺爱好者|铁路职工|诗人""",
        "event": """故事会|诗歌之夜|修理咖啡馆|电影晚会|编程俱乐部|辩论会|书法课|写信下午|图书漂流|科学展|
            手工小组|语言角|知识竞赛|摄影展|菜谱交流|老城漫步|象棋比赛|本地作家朗读会|作业辅导|家谱工作坊|
            风筝节|木偶戏|鼓乐体验|种子交换|口述历史访谈|茶艺体验""",
        "thing": """双语图画书|老明信片|民间故事|歌曲录音|烹饪书|地图册|漫画|计算机教材|大字本小说|桌游|
            一九二〇年以来的地方报纸|刺绣图样|望远镜|显微镜|乐谱|盲文书|少儿杂志|朗读用平板电脑|海报|
            旅行指南|学生诗作|词典|河流地图|视频问候|校刊|童话""",
        "time": """每周六|冬天的晚上|春假期间|雨季里|每月一次|放学以后|赶集的日子|新屋顶完工以来|元宵节前后|
            每年两次|七八月间|收获时节|考试之前|每月第一个星期日""",
        "aim": """练习外语|了解别处怎样服务小村庄|请教两个人怎样管好一所分馆|让孩子们看看别处的生活|
            比较编目做法|寻找笔友|筹办联合展览|让祖孙两代走到一起|交流成功与失败的经验|学习数字资源长期保存|
            建起一架外文书|理解新居民的需要""",
    },
}

PATTERNS = {
    "en": [
        "The {quality} {room} is open to {people} {time}.",
        "{Time} there are {event} for {people}, and {event} in the {room}.",
        "We have {thing} and {thing} to share, and look for {thing}.",
        "We would like {aim}, with {people} on both sides.",
        "A {quality} {room} holds {number} volumes, among them {thing}.",
        "{People} asked for {event}; {number} of them came {time}.",
        "Our {quality} branch in {town} began with {thing} and now offers {event}.",
        "A partner who has a {quality} {room} could help us {aim}.",
    ],
    "zh": [
        "{quality}的{room}{time}向{people}开放。",
        "{time}为{people}举办{event}，{room}里还有{event}。",
        "我们愿意分享{thing}和{thing}，也希望得到{thing}。",
        "我们想{aim}，双方都请{people}参加。",
        "{quality}的{room}藏书{number}册，其中有{thing}。",
        "{people}希望有{event}，{time}来了{number}人。",
        "{town}的{quality}分馆从{thing}做起，如今开展{event}。",
        "有{quality}的{room}的伙伴，可以帮助我们{aim}。",
    ],
}
