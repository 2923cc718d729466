"""Words as they end the lines of cards, in languages of Latin script: names, titles, words of companies."""

_BY_LANGUAGE = {
    "English": """
        Doe Lee Tim Jane George Moore Clarke Wolfe Steele Hume Prime Grace Blythe Sophie Katherine Salem Graham
        Holmes Em Eve Executive Office Service Engineer Trustee Nurse Architecture Associate Finance Insurance
        Furniture Marine Software Warehouse Enterprise Freelance Chem System Team Realestate Storage Postal
        Gmail Mailer Blackmail Theme Scheme
        """,
    "German": """
        Müller Schmidt Böhme Lemke Rühe Heine Goethe Wiebke Elke Heike Rene Joachim Wilhelm Groß Straße Küche
        Möbel Leiterin Geschäftsführer Prokuristin Büroleitung Beauftragte Angestellte Hausverwaltung
        Elektrotechnik Bäckerei Brücke Messe Börse
        """,
    "French": """
        Lefèvre Lemaire Delacroix Étienne Hélène Françoise Jérôme Noémie Guillaume Directrice Ingénieure
        Comptable Adjointe Secrétaire Commerce Mécanique Pâtisserie Société Généalogie Épicerie Vigne Poème
        Système Deuxième Poste Courrier
        """,
    "Spanish, Portuguese, Catalan, Galician": """
        Núñez Ibáñez Jiménez Guadalupe Felipe Enrique Gerente Presidente Jefe Ingeniería Repostería Transporte
        Construções Gonçalves João Conceição Negócios Soluções Comércio Virgem Montagem Paisagem Ferragem
        Garagem Imagem Jardinagem Vantagem Puig Domènech Xosé Fenestre Postas Apostas Correos Contabilidade
        Diretor Sócia Vendas Arte Correoso
        """,
    "Italian, Romanian": """
        Esposito Giuseppe Salvatore Beatrice Responsabile Titolare Direttore Consulente Commerciale Geometra
        Pasticceria Edile Officine Filiale Posta Imposta Risposta Ionescu Ștefănescu Țepeș Inginer Contabilă
        Vânzări Întreprindere Anghel Agenție
        """,
    "Dutch": """
        Oosterloo Janssen Hendrikse Femke Sanne Brigitte Directeur Beheerder Makelaardij Techniek Installatie
        Bouwbedrijf Weme Boekhoudster Verkoper Bestuurder Diensten Groothandel
        """,
    "Of Scandinavia, Iceland, Finland": """
        Ekenbrandt Åse Sørensen Bjørge Ødegård Lene Helle Sjöström Nääs Þórunn Guðrún Hallgrímsdóttir Direktør
        Rådgiver Økonomi Innkjøp Säljare Ägare Tjänste Möbler Fyrirtæki Koskenranta Väinämö Tuulikki
        Toimitusjohtaja Myyntipäällikkö Yrittäjä Saatavat Tekniikka Liike Perhe Virkahe
        """,
    "Polish, Czech, Slovak, Slovenian, Croatian": """
        Wierzchosławski Żółkiewska Grażyna Prezes Księgowa Kierownik Usługi Sprzedaże Kancelarie Kvapilík
        Hrušovecká Růžičková Ředitel Jednatelka Účetní Železářství Obchodní Ľubomír Šťastná Konateľ Predaje
        Veselé Žagar Črtomir Vodje Direktorica Računovodstvo Gradnje Đurđica Šarić Voditelj Nabave Odvjetnice
        """,
    "Hungarian, of the Baltics": """
        Szabó Győző Őrsi Tündé Ügyvezető Értékesítő Könyvelő Mérnöke Vállalkozás Bērziņš Žanete Grāmatvede
        Direktore Uzņēmums Kazlauskaitė Šarūnas Vadybininkė Įmonė Buhalterė Tamm Õnne Jüri Müügijuht
        Raamatupidaja Ehitus Tõlke
        """,
    "Turkish, Azerbaijani, Albanian, Maltese": """
        Karadağlıoğlu Şule Gökçe İnci Işık Müdürü Bölümü Mühendise Danışmanlık İnşaat Əliyev Gülnarə Menecer
        Hoxhë Drejtore Kontabiliste Ċensu Xuereb Mañager
        """,
    "Vietnamese, Indonesian, Swahili, Yoruba, Hawaiian": """
        Nguyễn Trâm Phạm Khiếu Giámđốc Kinhdoanh Wibowo Direktur Keuangan Pemasare Perusahaan Sumbe Evangeline
        Tagapamahale Mkurugenzi Mhandise Wanjirũ Ọláòṣèbìkan Adéwálé Kahalewai
        """,
    "Celtic, Basque": """
        Siobhán Caoimhe Ó'Súilleabháin Stiúrthóir Angharad Cyfarwyddwr Mackellaig Tréfle Goñi Zuzendaria
        Enpresae
        """,
}
WORDS = tuple(word for words in _BY_LANGUAGE.values() for word in words.split())
