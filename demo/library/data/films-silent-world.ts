/** Silent films from Europe and Asia, many with titles in other scripts. The format is that of `../parse-titles.ts`. */
export const silentWorld = `
Metropolis | 1927-01-10 | Science Fiction, Drama | UFA | 8.3 | Not Rated
director: Fritz Lang
writer: Thea von Harbou, Fritz Lang
producer: Erich Pommer
music: Gottfried Huppertz
cast: Alfred Abel = Joh Fredersen; Gustav Fröhlich = Freder; Rudolf Klein-Rogge = C. A. Rotwang; Fritz Rasp = The Thin Man; Theodor Loos =
 Josaphat; Erwin Biswanger = 11811; Heinrich George = Grot; Brigitte Helm = Maria / The Machine Man; Hanns Leo Reich = Marinus; Heinrich
 Gotho = Master of Ceremonies; Margarete Lanner = Lady in Car; Fritz Alberti = Creative Human; Olaf Storm = Jan; Georg John = Worker
tagline: There can be no understanding between the hands and the brain unless the heart acts as mediator
about: Above, the garden of the sons; below, the machines and those who serve them. The master's son follows a girl down, and an inventor
 gives her face to a machine.

Nosferatu | 1922-03-04 | Horror, Fantasy | Prana-Film | 7.8 | Not Rated
original: Nosferatu, eine Symphonie des Grauens
director: F. W. Murnau
writer: Henrik Galeen, Bram Stoker
music: Hans Erdmann
cast: Max Schreck = Graf Orlok; Gustav von Wangenheim = Hutter; Greta Schröder = Ellen; Georg H. Schnell = Harding; Ruth Landshoff = Ruth;
 Gustav Botz = Professor Sievers; Alexander Granach = Knock; John Gottowt = Professor Bulwer; Max Nemetz = Captain of the Empusa; Wolfgang
 Heinz = First Mate; Albert Venohr = Second Sailor
about: A clerk rides into the land of phantoms to sell a house, and its buyer comes by ship, with the rats.

The Cabinet of Dr. Caligari | 1920-02-26 | Horror, Mystery, Thriller | Decla-Bioscop | 8.0 | Not Rated
original: Das Cabinet des Dr. Caligari
director: Robert Wiene
writer: Carl Mayer, Hans Janowitz
producer: Erich Pommer
cast: Werner Krauss = Dr. Caligari; Conrad Veidt = Cesare; Friedrich Feher = Francis; Lil Dagover = Jane; Hans Heinz von Twardowski = Alan; Rudolf
 Lettinger = Dr. Olsen; Rudolf Klein-Rogge = A Criminal
tagline: Du musst Caligari werden
about: A fairground hypnotist, a sleepwalker who knows the future, and a town where no wall is straight.

The Golem: How He Came into the World | 1920-10-29 | Horror, Fantasy | UFA | 7.2
original: Der Golem, wie er in die Welt kam
director: Paul Wegener, Carl Boese
writer: Paul Wegener, Henrik Galeen
cast: Paul Wegener = The Golem; Albert Steinrück = Rabbi Löw; Lyda Salmonova = Miriam; Ernst Deutsch = Famulus; Hans Stürm = Rabbi Jehuda; Otto
 Gebühr = The Emperor; Lothar Müthel = Knight Florian
about: To save the ghetto of Prague, a rabbi wakes a man of clay.

Dr. Mabuse, the Gambler | 1922-04-27 | Crime, Mystery, Thriller | UFA | 7.9
original: Dr. Mabuse, der Spieler
director: Fritz Lang
writer: Thea von Harbou, Norbert Jacques
cast: Rudolf Klein-Rogge = Dr. Mabuse; Aud Egede-Nissen = Cara Carozza; Gertrude Welcker = Countess Told; Alfred Abel = Count Told; Bernhard Goetzke =
 Von Wenk; Paul Richter = Edgar Hull; Robert Forster-Larrinaga = Spoerri; Hans Adalbert Schlettow = Georg; Georg John = Pesch; Grete Berger =
 Fine; Julius Falkenstein = Karsten; Lydia Potechina = The Russian; Anita Berber = Dancer
about: A master of disguise and of other people's minds plays with the money, and the nerves, of a whole republic.

Die Nibelungen: Siegfried | 1924-02-14 | Adventure, Fantasy, Drama | UFA | 8.1
director: Fritz Lang
writer: Thea von Harbou
cast: Paul Richter = Siegfried; Margarete Schön = Kriemhild; Hanna Ralph = Brunhild; Theodor Loos = King Gunther; Hans Adalbert Schlettow = Hagen
 Tronje; Bernhard Goetzke = Volker von Alzey; Georg John = Mime / Alberich; Gertrud Arnold = Queen Ute
about: A sword, a dragon, a cloak that hides its wearer, and one leaf of a lime tree.

Die Nibelungen: Kriemhild's Revenge | 1924-04-26 | Adventure, Fantasy, Drama | UFA | 7.9
original: Die Nibelungen: Kriemhilds Rache
director: Fritz Lang
writer: Thea von Harbou
cast: Margarete Schön = Kriemhild; Gertrud Arnold = Queen Ute; Theodor Loos = King Gunther; Hans Adalbert Schlettow = Hagen Tronje; Rudolf
 Klein-Rogge = King Attila; Rudolf Rittner = Margrave Rüdiger; Georg John = Blaodel; Grete Berger = Hun

Spies | 1928-03-22 | Thriller, Crime, Romance | UFA | 7.5
original: Spione
director: Fritz Lang
writer: Thea von Harbou, Fritz Lang
cast: Rudolf Klein-Rogge = Haghi; Gerda Maurus = Sonja; Willy Fritsch = No. 326; Lien Deyers = Kitty; Louis Ralph = Morrier; Craighall Sherry =
 Police Chief Jason; Lupu Pick = Dr. Masimoto; Fritz Rasp = Colonel Jellusic; Paul Hörbiger = Franz; Julius Falkenstein = Hotel Manager
about: A banker in a wheelchair spins his web of spies; agent 326 is sent to find him, and she to find agent 326.

Woman in the Moon | 1929-10-15 | Science Fiction, Adventure, Romance | UFA | 7.3
original: Frau im Mond
director: Fritz Lang
writer: Thea von Harbou
cast: Klaus Pohl = Professor Georg Manfeldt; Willy Fritsch = Wolf Helius; Gustav von Wangenheim = Hans Windegger; Gerda Maurus = Friede Velten; Gustl
 Gstettenbaur = Gustav; Fritz Rasp = The Man Who Calls Himself Walter Turner
about: The first countdown of all: ten, nine, eight, for gold, for science, and for her.

Destiny | 1921-10-06 | Fantasy, Drama, Romance | Decla-Bioscop | 7.6
original: Der müde Tod
director: Fritz Lang
writer: Thea von Harbou, Fritz Lang
cast: Lil Dagover = Young Woman; Walter Janssen = Young Man; Bernhard Goetzke = Death; Rudolf Klein-Rogge = Dervish / Girolamo; Georg John = The
 Magician; Eduard von Winterstein = The Caliph; Max Adalbert = The Notary
about: A girl begs Death for her lover, and he, tired of it, gives her three lights to keep from going out.

The Last Laugh | 1924-12-23 | Drama | UFA | 8.0
original: Der letzte Mann
director: F. W. Murnau
writer: Carl Mayer
producer: Erich Pommer
cast: Emil Jannings = Hotel Porter; Maly Delschaft = His Niece; Max Hiller = Her Bridegroom; Emilie Kurz = Bridegroom's Aunt; Hans Unterkircher = Hotel
 Manager; Olaf Storm = Young Guest; Hermann Vallentin = Guest with Pot Belly; Georg John = Night Watchman
about: The proudest porter of the Atlantic Hotel loses his coat with the golden buttons.

Faust | 1926-10-14 | Drama, Fantasy, Horror | UFA | 8.1
original: Faust: Eine deutsche Volkssage
director: F. W. Murnau
writer: Hans Kyser
cast: Gösta Ekman = Faust; Emil Jannings = Mephisto; Camilla Horn = Gretchen; Frida Richard = Gretchen's Mother; William Dieterle = Valentin; Yvette
 Guilbert = Marthe Schwerdtlein; Eric Barclay = Duke of Parma; Hanna Ralph = Duchess of Parma; Werner Fuetterer = Archangel
about: Heaven and hell make a bet over an old man with a plague to cure.

Pandora's Box | 1929-02-09 | Drama, Romance, Crime | Nero-Film | 7.8
original: Die Büchse der Pandora
director: G. W. Pabst
writer: Frank Wedekind, Ladislaus Vajda
cast: Louise Brooks = Lulu; Fritz Kortner = Dr. Ludwig Schön; Francis Lederer = Alwa Schön; Carl Goetz = Schigolch; Krafft-Raschig = Rodrigo Quast; Alice
 Roberts = Countess Geschwitz; Gustav Diessl = Jack the Ripper
about: Everybody who meets Lulu is lost, and so is she.

Diary of a Lost Girl | 1929-09-27 | Drama | Pabst-Film | 7.8
original: Tagebuch einer Verlorenen
director: G. W. Pabst
cast: Louise Brooks = Thymian; Josef Rovenský = Robert Henning; Fritz Rasp = Meinert; Vera Pawlowa = Aunt Frieda; Franziska Kinz = Meta; Andrews
 Engelmann = The Director; Valeska Gert = The Director's Wife; Edith Meinhard = Erika

People on Sunday | 1930-02-04 | Drama, Comedy, Romance | Filmstudio 1929 | 7.4
original: Menschen am Sonntag
director: Robert Siodmak, Edgar G. Ulmer
writer: Billy Wilder, Curt Siodmak
cast: Erwin Splettstößer = Taxi Driver; Brigitte Borchert = Record Seller; Wolfgang von Waltershausen = Wine Seller; Christl Ehlers = An Extra; Annie
 Schreyer = Model
about: Five Berliners play themselves on their day off at the lake.

The Adventures of Prince Achmed | 1926-07-03 | Animation, Fantasy, Adventure | Comenius-Film | 7.8
original: Die Abenteuer des Prinzen Achmed
director: Lotte Reiniger
writer: Lotte Reiniger
music: Wolfgang Zeller
about: Cut from black paper, a prince, a flying horse, a witch and Aladdin's lamp.

Броненосец «Потёмкин» | 1925-12-21 | Drama, History, War | Goskino | 7.9
sort: Bronenosets Potyomkin
original: Броненосец «Потёмкин»
director: Sergei Eisenstein
writer: Nina Agadzhanova
cast: Aleksandr Antonov = Grigory Vakulinchuk; Vladimir Barsky = Commander Golikov; Grigori Aleksandrov = Chief Officer Giliarovsky; Ivan Bobrov =
 Young Sailor; Mikhail Gomorov = Militant Sailor; Aleksandr Levshin = Petty Officer; Beatrice Vitoldi = Woman with Baby Carriage
about: Maggots in the meat, a mutiny, and the steps of Odessa.

October | 1928-03-14 | Drama, History | Sovkino | 7.4
original: Октябрь
director: Sergei Eisenstein, Grigori Aleksandrov
cast: Nikolai Popov = Kerensky; Vasili Nikandrov = V. I. Lenin; Boris Livanov = Minister Tereschenko

Человек с киноаппаратом | 1929-01-08 | Documentary | VUFKU | 8.3
sort: Chelovek s kinoapparatom
director: Dziga Vertov
writer: Dziga Vertov
cast: Mikhail Kaufman = The Cameraman; Elizaveta Svilova = The Editor
about: A day in a city, the man who films it, the woman who cuts it, and the people who watch it.

Мать | 1926-10-11 | Drama | Mezhrabpom-Rus | 7.4
sort: Mat
director: Vsevolod Pudovkin
writer: Nathan Zarkhi, Maxim Gorky
cast: Vera Baranovskaya = The Mother; Nikolai Batalov = The Son; Aleksandr Chistyakov = The Father; Anna Zemtsova = Anna
flags: no-art

Aelita: Queen of Mars | 1924-09-25 | Science Fiction, Drama | Mezhrabpom-Rus | 6.5
original: Аэлита
director: Yakov Protazanov
cast: Yuliya Solntseva = Aelita; Igor Ilyinsky = Kravtsov; Nikolai Tsereteli = Engineer Los; Nikolai Batalov = Gusev; Vera Orlova = Masha; Konstantin
 Eggert = Tuskub
about: A message from Mars, and an engineer who would rather be there.

狂った一頁 | 1926-07-10 | Drama, Horror | Shin-Kankakuha | 7.3
sort: Kurutta ichipeji
original: 狂った一頁
director: Teinosuke Kinugasa
writer: Yasunari Kawabata, Teinosuke Kinugasa
cast: Masuo Inoue = The Custodian; Yoshie Nakagawa = His Wife; Ayako Iijima = The Daughter; Hiroshi Nemoto = The Young Man; Misao Seki = The Doctor; Minoru
 Takase = Patient; Eiko Minami = The Dancer
about: A man takes work in the asylum where his wife is kept, and cannot tell any more who dreams.

神女 | 1934 | Drama | Lianhua | 7.5
sort: Shennü
director: Wu Yonggang
cast: Ruan Lingyu = The Goddess; Zhang Zhizhang = The Boss; Li Keng = The Son; Li Junpan = The Principal

La Passion de Jeanne d'Arc | 1928-04-21 | Drama, History | Société générale des films | 8.1
director: Carl Theodor Dreyer
writer: Joseph Delteil, Carl Theodor Dreyer
cast: Maria Falconetti = Jeanne d'Arc; Eugène Silvain = Bishop Pierre Cauchon; André Berley = Jean d'Estivet; Maurice Schutz = Nicolas Loyseleur; Antonin
 Artaud = Jean Massieu; Michel Simon = Jean Lemaître; Jean d'Yd = Guillaume Evrard; Louis Ravet = Jean Beaupère
about: The trial, in faces.

Præsteenken | 1920 | Comedy, Drama | Svensk Filmindustri
original: Prästänkan
director: Carl Theodor Dreyer
cast: Hildur Carlberg = Margarete Pedersdotter; Einar Rød = Söfren; Greta Almroth = Mari; Olav Aukrust = First Candidate; Kurt Welin = Second Candidate
flags: no-ids

Häxan | 1922-09-18 | Documentary, Horror, Fantasy | Svensk Filmindustri | 7.6
director: Benjamin Christensen
writer: Benjamin Christensen
cast: Benjamin Christensen = The Devil; Maren Pedersen = The Witch; Clara Pontoppidan = Nun; Elith Pio = Witch Judge; Oscar Stribolt = Fat Monk; Tora Teje =
 Modern Hysteric; John Andersen = Chief Inquisitor; Astrid Holm = Anna
about: A lecture on witchcraft that keeps turning into the thing itself.

Körkarlen | 1921-01-01 | Drama, Fantasy, Horror | Svensk Filmindustri | 8.0
director: Victor Sjöström
writer: Victor Sjöström, Selma Lagerlöf
cast: Victor Sjöström = David Holm; Hilda Borgström = Mrs. Holm; Tore Svennberg = Georges; Astrid Holm = Edit; Concordia Selander = Edit's Mother; Lisa
 Lundholm = Maria; Olof Ås = Driver
about: The last to die before midnight on New Year's Eve drives Death's carriage for a year.

Le Voyage dans la Lune | 1902-09-01 | Science Fiction, Adventure, Short | Star Film | 8.2
sort: Voyage dans la Lune
director: Georges Méliès
writer: Georges Méliès
producer: Georges Méliès
cast: Georges Méliès = Professor Barbenfouillis; Bleuette Bernon = Phoebe; François Lallement = Officer of the Marines; Henri Delannoy = Captain of the Rocket
about: Six astronomers, one shell, and the moon's right eye.

Le Voyage à travers l'impossible | 1904-10-29 | Science Fiction, Adventure, Short | Star Film | 7.5
sort: Voyage à travers l'impossible
director: Georges Méliès
cast: Georges Méliès = Engineer Mabouloff; Fernande Albany = Madame Polehunter

Cendrillon | 1899 | Fantasy, Short | Star Film | 6.4
director: Georges Méliès
cast: Georges Méliès = Genius of the Clock; Jehanne d'Alcy = Fairy Godmother; Bleuette Bernon = Fairy
flags: no-ids

Un Chien Andalou | 1929-06-06 | Fantasy, Short | Les Grands Films Classiques | 7.6
director: Luis Buñuel
writer: Salvador Dalí, Luis Buñuel
cast: Pierre Batcheff = The Man; Simone Mareuil = Young Girl; Luis Buñuel = Man in Prologue; Salvador Dalí = Seminarist
about: A cloud, a moon, a razor.

Napoléon | 1927-04-07 | Drama, History, War | Société générale des films | 8.2
director: Abel Gance
writer: Abel Gance
cast: Albert Dieudonné = Napoléon Bonaparte; Vladimir Roudenko = Young Napoléon; Edmond Van Daële = Robespierre; Alexandre Koubitzky = Danton; Antonin Artaud
 = Marat; Abel Gance = Saint-Just; Gina Manès = Joséphine; Annabella = Violine; Nicolas Koline = Tristan Fleuri
about: From a snowball fight to the army of Italy, on three screens.

Cabiria | 1914-04-18 | Adventure, Drama, History | Itala Film | 7.1
director: Giovanni Pastrone
writer: Gabriele D'Annunzio
cast: Lidia Quaranta = Cabiria; Umberto Mozzato = Fulvius Axilla; Bartolomeo Pagano = Maciste; Italia Almirante-Manzini = Sophonisba; Vitale Di Stefano =
 Massinissa; Dante Testa = Karthalo

राजा हरिश्चन्द्र | 1913-05-03 | Drama, History | Phalke Films | 6.5
sort: Raja Harishchandra
original: राजा हरिश्चंद्र
director: Dadasaheb Phalke
cast: D. D. Dabke = Harishchandra; P. G. Sane = Vishvamitra; Anna Salunke = Taramati; Bhalachandra Phalke = Rohitashva
`;
