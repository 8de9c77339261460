"""Given and family names of the people of Groupe Hélianthe; any resemblance is chance."""


def words(text: str) -> list[str]:
    """The names of a text, an underscore standing for the space within one."""
    return [name.replace("_", " ") for name in text.split()]


GIVEN = words(
    """
Adèle Adrien Agathe Aïcha Alain Alexandre Alice Amélie Amina Anaïs André Anne Antoine Arnaud Audrey
Aurélie Axel Baptiste Béatrice Benoît Bernard Brigitte Bruno Camille Carole Caroline Catherine
Cécile Céline Charlotte Christelle Christian Christine Christophe Claire Clara Claude Clément
Corinne Damien Daniel David Delphine Denis Diane Didier Dominique Édouard Élodie Émilie Emma
Emmanuel Éric Estelle Éva Fabien Fabrice Fanny Farid Fatima Florence Florian Franck François
Françoise Frédéric Gabriel Gaëlle Geneviève Georges Gérard Gilles Grégoire Guillaume Hamza Hélène
Henri Hervé Hugo Inès Isabelle Jacques Jean Jeanne Jérôme Joël Julie Julien Karim Karine Kevin
Laetitia Laura Laurence Laurent Léa Leïla Léo Lionel Louis Louise Luc Lucas Lucie Ludovic Manon Marc
Margaux Marie Marion Martin Mathilde Mathieu Maxime Mehdi Mélanie Michel Mickaël Mohamed Monique
Morgane Mourad Myriam Nadège Nadia Nathalie Nicolas Noémie Olivier Pascal Patrice Patricia Paul
Pauline Philippe Pierre Quentin Rachida Raphaël Régis Rémi Romain Sabrina Samia Samuel Sandra
Sandrine Sarah Sébastien Serge Simon Solène Sonia Sophie Stéphane Stéphanie Sylvain Sylvie Thérèse
Thierry Thomas Valérie Vanessa Victor Vincent Virginie Xavier Yann Yasmine Yves Yvonne Zoé
"""
)

FAMILY = words(
    """
Abadie Allard Andrieu Arnoux Aubert Aubry Auger Bailly Barbier Baron Barre Bazin Bélanger Benard
Benoist Berger Bernard Berthelot Bertin Besson Blanc Blanchard Bodin Boivin Bonnet Bouchard Boucher
Boulanger Bourgeois Bouvier Boyer Breton Brun Brunet Cadet Camus Carlier Caron Carpentier Carré
Chapelle Charpentier Chauvet Chevalier Clerc Clément Collet Colin Cordier Costa Couturier Cousin
Da_Silva Dacosta Daniel David Delaunay Delmas Denis Deschamps Diallo Dubois Dufour Dumas Dumont
Dupont Dupuis Durand Duval Étienne Fabre Faure Fernandez Ferreira Fleury Fontaine Fournier Gaillard
Garcia Gautier Gauthier Gérard Germain Gilbert Gillet Girard Giraud Gonzalez Grégoire Guérin Guillot
Guyot Haddad Hamel Hébert Henry Hervé Hoarau Huet Humbert Jacquet Jacob Joly Jourdan Julien Klein
Lacombe Lambert Langlois Laurent Lebrun Leclerc Lecomte Lefèvre Legrand Lemaire Lemoine Leroux Leroy
Lévêque Lopez Louis Lucas Maillard Mallet Marchal Marchand Maréchal Marie Martel Martin Martinez
Marty Masson Mathieu Ménard Mercier Meunier Meyer Michaud Michel Millet Monnier Moreau Moreno Morel
Morin Moulin Muller Navarro Nguyen Nicolas Noël Olivier Ouedraogo Paris Pasquier Payet Pelletier
Perez Perret Perrin Perrot Petit Philippe Picard Pichon Pierre Poirier Pons Poulain Prévost Rémy
Renard Renaud Rey Reynaud Richard Rivière Robert Robin Roche Rodriguez Roger Rolland Rousseau
Roussel Roux Royer Sanchez Schmitt Schneider Sow Tessier Thomas Traoré Vallée Vasseur Verdier Vidal
Villard Vincent Weber Zimmermann
"""
)

GIVEN_ABROAD = words(
    """
Anna Ben Charlotte Daniel David Edward Emily Eva Felix George Grace Hannah Harry Jack James Jonas
Julia Katharina Laura Lena Lukas Markus Matthias Max Mia Oliver Oscar Priya Sanjay Sophie Stefan
Thomas Tobias William
"""
)

FAMILY_ABROAD = words(
    """
Adams Bauer Becker Brown Clarke Cooper Davies Evans Fischer Graf Green Hall Hoffmann Hughes Jackson
Keller Khan Kumar Lang Lewis Maier Meier Moore Neumann Patel Richter Schäfer Schulz Singh Smith
Taylor Vogel Wagner Walker Wilson Wolf Wright
"""
)
