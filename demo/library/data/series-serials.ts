/** Serials and cartoons of the cinema. The format is that of `../parse-titles.ts`. */
export const serials = `
Fantômas | 1913-05-09 | Crime, Mystery, Thriller | Gaumont | 7.0
director: Louis Feuillade
writer: Louis Feuillade, Marcel Allain, Pierre Souvestre
cast: René Navarre = Fantômas; Edmund Breon = Inspector Juve; Georges Melchior = Jérôme Fandor; Renée Carl = Lady Beltham; Jane Faber = Princess Danidoff; Naudier = Nibet
about: The lord of terror slips through the hands of Inspector Juve, five times over.
1x01 In the Shadow of the Guillotine | 1913-05-09
1x02 Juve versus Fantômas | 1913-10-02
1x03 The Murderous Corpse | 1913-11-06
1x04 A Fantômas for Fantômas | 1914-03-12
1x05 The False Magistrate | 1914-05-08

Les Vampires | 1915-11-13 | Crime, Mystery, Thriller | Gaumont | 7.3
sort: Vampires
director: Louis Feuillade
writer: Louis Feuillade
cast: Musidora = Irma Vep; Édouard Mathé = Philippe Guérande; Marcel Lévesque = Oscar-Cloud Mazamette; Jean Aymé = The Grand Vampire; Fernand Herrmann = Juan-José Moréno; Stacia Napierkowska = Marfa
 Koutiloff; Louis Leubas = Satanas; Frederik Moriss = Venomous
about: A reporter hunts a gang that rules the night of Paris, and Irma Vep, whose name is an anagram.
1x01 The Severed Head | 1915-11-13 | A headless policeman, and a castle with too many doors.
1x02 The Ring That Kills | 1915-11-13 | A dancer in a bat costume puts on a ring that was a present.
1x03 The Red Codebook | 1915-12-04 | Irma Vep sings at the Howling Cat.
1x04 The Spectre | 1916-01-07
1x05 Dead Man's Escape | 1916-01-28
1x06 Hypnotic Eyes | 1916-03-24
1x07 Satanas | 1916-04-15
1x08 The Thunder Master | 1916-05-12
1x09 The Poisoner | 1916-06-02
1x10 The Terrible Wedding | 1916-06-30

Judex | 1917-01-19 | Crime, Adventure, Mystery | Gaumont | 6.8
director: Louis Feuillade
cast: René Cresté = Judex; Musidora = Diana Monti; Yvette Andréyor = Jacqueline; Louis Leubas = Favraux; Édouard Mathé = Roger de Trémeuse; Marcel Lévesque = Cocantin; Bout-de-Zan = The Licorice Kid
about: A man in a black cape has sworn to avenge his father on a banker, and falls in love with the banker's daughter.
1x01 The Mysterious Shadow | 1917-01-19
1x02 The Atonement | 1917-01-26
1x03 The Fantastic Dog Pack | 1917-02-02
1x04 The Secret of the Tomb | 1917-02-09
1x05-06 The Tragic Mill / The Licorice Kid | 1917-02-16
1x07 The Woman in Black | 1917-03-02
1x08 The Cellars of the Red Castle | 1917-03-09
1x09 When the Child Appeared | 1917-03-16
1x10 Jacqueline's Heart | 1917-03-23
1x11 The Water Goddess | 1917-03-30
1x12 Love's Forgiveness | 1917-04-06
flags: chapters

The Perils of Pauline | 1914-03-23 | Adventure, Action, Romance | Pathé Exchange | 6.0
director: Louis J. Gasnier, Donald MacKenzie
writer: Charles W. Goddard
cast: Pearl White = Pauline; Crane Wilbur = Harry Marvin; Paul Panzer = Koerner; Edward José = Sanford Marvin; Clifford Bruce = Gypsy Leader
about: Before she marries, an heiress wants a year of adventures. Her guardian's secretary sees to it.
1x01 Trial by Fire | 1914-03-23
1x02 The Goddess of the Far West | 1914-04-06
1x03 The Pirate Treasure | 1914-04-20
1x04 The Deadly Turning | 1914-05-04
1x05 A Watery Doom | 1914-05-18
1x06 The Shattered Plane | 1914-06-01
1x07 The Tragic Plunge | 1914-06-15
1x08 The Reptile Under the Flowers | 1914-06-29
1x09 The Floating Coffin | 1914-07-13
flags: chapters

The Phantom Empire | 1935-02-23 | Western, Science Fiction, Adventure | Mascot Pictures | 6.0
director: Otto Brower, B. Reeves Eason
cast: Gene Autry = Gene Autry; Frankie Darro = Frankie Baxter; Betsy King Ross = Betsy Baxter; Dorothy Christy = Queen Tika; Wheeler Oakman = Lord Argo; Charles K. French = Mal; Warner Richmond = Rab; Frank Glendon =
 Professor Beetson; Lester 'Smiley' Burnette = Oscar; William Moore = Pete
about: Under Radio Ranch lies Murania, a city of robots. Gene has to be back at the microphone at two.
1x01 The Singing Cowboy | 1935-02-23
1x02 The Thunder Riders | 1935-03-02
1x03 The Lightning Chamber | 1935-03-09
1x04 Phantom Broadcast | 1935-03-16
1x05 Beneath the Earth | 1935-03-23
1x06 Disaster from the Skies | 1935-03-30
1x07 From Death to Life | 1935-04-06
1x08 Jaws of Jeopardy | 1935-04-13
1x09 Prisoners of the Ray | 1935-04-20
1x10 The Rebellion | 1935-04-27
1x11 A Queen in Chains | 1935-05-04
1x12 The End of Murania | 1935-05-11
flags: chapters

Flash Gordon | 1936-04-06 | Science Fiction, Adventure, Action | Universal Pictures | 6.9
creator: Alex Raymond
director: Frederick Stephani
cast: Buster Crabbe = Flash Gordon; Jean Rogers = Dale Arden; Charles Middleton = Ming the Merciless; Priscilla Lawson = Princess Aura; Frank Shannon = Dr. Alexis Zarkov; Richard Alexander = Prince Barin; Jack 'Tiny' Lipson =
 King Vultan; Theodore Lorch = Second High Priest; Duke York = King Kala; James Pierce = Prince Thun; Earl Askam = Officer Torch; Carroll Borland = A Maiden
about: A planet on a collision course, a rocket built in a back yard, and Ming the Merciless at the end of the flight. The two later serials
 follow as second and third season.
season 1: Space Soldiers
1x01 The Planet of Peril | 1936-04-06 | Flash, Dale and Dr. Zarkov land on Mongo.
1x02 The Tunnel of Terror | 1936-04-13
1x03 Captured by Shark Men | 1936-04-20
1x04 Battling the Sea Beast | 1936-04-27
1x05 The Destroying Ray | 1936-05-04
1x06 Flaming Torture | 1936-05-11
1x07 Shattering Doom | 1936-05-18
1x08 Tournament of Death | 1936-05-25
1x09 Fighting the Fire Dragon | 1936-06-01
1x10 The Unseen Peril | 1936-06-08
1x11 In the Claws of the Tigron | 1936-06-15
1x12 Trapped in the Turret | 1936-06-22
1x13 Rocketing to Earth | 1936-06-29
season 2: Flash Gordon's Trip to Mars
2x01 New Worlds to Conquer | 1938-03-21 | guests: Beatrice Roberts = Queen Azura; Donald Kerr = Happy Hapgood
2x02 The Living Dead | 1938-03-28 | guests: Beatrice Roberts = Queen Azura; C. Montague Shaw = The Clay King
2x03 Queen of Magic | 1938-04-04
2x04 Ancient Enemies | 1938-04-11
2x05 The Boomerang | 1938-04-18
2x06 Tree-Men of Mars | 1938-04-25
2x07 The Prisoner of Mongo | 1938-05-02
2x08 The Black Sapphire of Kalu | 1938-05-09
2x09 Symbol of Death | 1938-05-16
2x10 Incense of Forgetfulness | 1938-05-23
season 3: Flash Gordon Conquers the Universe
3x01 The Purple Death | 1940-04-08
3x02 Freezing Torture | 1940-04-15
3x03 Walking Bombs | 1940-04-22
3x04 The Destroying Ray | 1940-04-29
0x01 Rocket Ship | 1936-10-01 | The first serial, cut down to a feature.
0x02 Mars Attacks the World | 1938-11-18 | The second, cut down in a hurry.
1x-- Flash Gordon trailer reel
flags: chapters

Superman | 1941-09-26 | Animation, Action, Science Fiction | Fleischer Studios | 7.7
creator: Jerry Siegel, Joe Shuster
director: Dave Fleischer
producer: Max Fleischer
music: Sammy Timberg
cast: Bud Collyer = Clark Kent / Superman; Joan Alexander = Lois Lane; Jackson Beck = Narrator; Julian Noa = Perry White; Jack Mercer = The Mad Scientist
about: Seventeen cartoons in Technicolor, the first of them the costliest of its time.
1x01 The Mad Scientist | 1941-09-26
1x02 The Mechanical Monsters | 1941-11-28 | Robots rob a jewellery exhibition, and Lois goes along in one.
1x03 Billion Dollar Limited | 1942-01-09
1x04 The Arctic Giant | 1942-02-27
1x05 The Bulleteers | 1942-03-27
1x06 The Magnetic Telescope | 1942-04-24
1x07 Electric Earthquake | 1942-05-15
1x08 Volcano | 1942-07-10
1x09 Terror on the Midway | 1942-08-28
2x01 Japoteurs | 1942-09-18
2x02 Showdown | 1942-10-16
2x03 Eleventh Hour | 1942-11-20
2x04 Destruction, Inc. | 1942-12-25
2x05 The Mummy Strikes | 1943-02-19
2x06 Jungle Drums | 1943-03-26
2x07 The Underground World | 1943-06-18
2x08 Secret Agent | 1943-07-30
`;
