"""How people of eight origins are called, for an invented address book; no combination is meant to be anybody."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Culture:
    """How people of one origin are called, and where they work."""

    share: float  # of the book
    given: str
    family: str
    syllables: str  # of rarer family names
    tail: float  # how many have a rarer one
    code: str  # of the country, in numbers
    domain: str
    cities: str


CULTURES = (
    Culture(
        share=0.26,
        given="James John Robert Michael William David Richard Joseph Thomas Charles Mary Patricia Jennifer Linda "
        "Elizabeth Barbara Susan Jessica Sarah Karen Daniel Matthew Anthony Mark Paul Steven Andrew Kenneth "
        "Emily Laura Emma Rachel Olivia Helen Grace Hannah Amy Simon Ian Alan Neil Colin",
        family="Smith Johnson Williams Brown Jones Miller Davis Wilson Taylor Moore Anderson Thomas Jackson White "
        "Harris Martin Thompson Clark Lewis Walker Hall Young King Wright Hill Scott Green Baker Adams Nelson",
        syllables="ash brack wyn thorn ley ton ford wick ham bur den el stone mar low hurst cross well",
        tail=0.6,
        code="44",
        domain="co.uk",
        cities="London Leeds Bristol Glasgow York",
    ),
    Culture(
        share=0.22,
        given="Anna Peter Thomas Michael Andreas Stefan Christian Martin Wolfgang Klaus Sabine Petra Monika Susanne "
        "Claudia Julia Katharina Jan Lukas Felix Maximilian Johannes Franziska Birgit Ulrich Jürgen Heike "
        "Karin Matthias Frank Uwe Ralf Nicole Stefanie Lena Anna-Lena Karl-Heinz Sebastian Tobias Florian",
        family="Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer "
        "Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner "
        "Krause Lehmann",
        syllables="ober nieder stein bach wald mann berg hof brück leit ner schau hüb ger lind eich kamp",
        tail=0.7,
        code="49",
        domain="de",
        cities="Berlin Hamburg München Köln Dresden",
    ),
    Culture(
        share=0.16,
        given="Rahul Amit Sanjay Vijay Rajesh Suresh Priya Anjali Deepak Anil Sunil Ravi Manoj Neha Pooja Kavita "
        "Sunita Arun Ashok Ramesh Vikram Nitin Rohit Meena Lakshmi Karthik Ganesh Divya Sneha Harish",
        family="Kumar Sharma Singh Gupta Patel Reddy Rao Shah Mehta Joshi Nair Iyer Verma Mishra Agarwal Jain Das "
        "Khan Desai Kulkarni Pillai Chauhan Yadav Pandey",
        syllables="bhat sub ram krish na mur thy veer dhar gan pal ven kat",
        tail=0.3,
        code="91",
        domain="in",
        cities="Mumbai Pune Chennai Delhi Bengaluru",
    ),
    Culture(
        share=0.1,
        given="Wei Min Li Jing Yan Hui Xin Lei Fang Jun Tao Ming Qiang Xiaoming Yating Zhiwei Jiahao Meiling "
        "Guoqiang Haoran Yifan Zihan Xiaoli Jianguo",
        family="Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo",
        syllables="zhong hua bei tong shen lu",
        tail=0.03,
        code="86",
        domain="com.cn",
        cities="Shanghai Shenzhen Beijing",
    ),
    Culture(
        share=0.1,
        given="Jean Pierre Michel Philippe Alain Nicolas Marie Nathalie Isabelle Sylvie Catherine Sophie Julien "
        "Camille Céline Aurélie François Laurent Thierry Émilie",
        family="Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel "
        "Garcia Roux Fournier Girard",
        syllables="beau mont fon taine val lier cour tois bré mar chand lac roix",
        tail=0.75,
        code="33",
        domain="fr",
        cities="Paris Lyon Nantes Lille",
    ),
    Culture(
        share=0.08,
        given="José Antonio Manuel Francisco Juan María Carmen Ana Laura Cristina Marta Javier Carlos Miguel "
        "Alejandro Lucía Elena Pablo Raúl Sergio",
        family="García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández "
        "Díaz Moreno Muñoz",
        syllables="ala mon te rib era cas til vil lar gu ez men do za",
        tail=0.4,
        code="34",
        domain="es",
        cities="Madrid Sevilla Bilbao",
    ),
    Culture(
        share=0.05,
        given="Jan Piotr Krzysztof Andrzej Tomasz Paweł Anna Katarzyna Agnieszka Magdalena Małgorzata Joanna Michał "
        "Marcin Ewa Zofia",
        family="Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski",
        syllables="wit kow ski brze zin dom bro wicz grab czyk mal ec",
        tail=0.8,
        code="48",
        domain="pl",
        cities="Kraków Gdańsk",
    ),
    Culture(
        share=0.03,
        given="太郎 健一 美咲 陽子 翔太 直樹 由美 恵子 大輔 真理",
        family="佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田",
        syllables="",
        tail=0.0,
        code="81",
        domain="co.jp",
        cities="東京 大阪 名古屋",
    ),
)
